import { bundleHostSuite } from "./vscode/bundleHostSuite.ts";

await bundleHostSuite();
