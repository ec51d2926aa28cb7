import { copyFile, mkdir, stat } from "node:fs/promises";
import { projectPath } from "./paths.ts";

/** What the README shows: names of pictures that the journeys take. */
const chosen = ["test-passed", "diagnose-found", "topology"];
/** A picture is part of the repository and of the package, so it has to stay small. */
const limit = 200 * 1024;

await mkdir(projectPath("media/screenshots"), { recursive: true });
for (const name of chosen) {
  const taken = projectPath(`test-results/screenshots/${name}.png`);
  const size = await stat(taken).then(
    (found) => found.size,
    () =>
      fail(`test-results/screenshots/${name}.png is missing. The journeys take it: run "npm test" first.`),
  );
  if (size > limit)
    fail(`${name}.png has ${size} bytes, more than ${limit}: take it with a smaller viewport.`);
  await copyFile(taken, projectPath(`media/screenshots/${name}.png`));
  console.log(`media/screenshots/${name}.png: ${Math.ceil(size / 1024)} KiB`);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
