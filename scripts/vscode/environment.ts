import { join } from "node:path";

const outerTools = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|VITEST|npm_)/;

/** This process's environment without what an outer VS Code, a test runner or npm put into it for themselves. */
export function userEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outerTools.test(name)));
}

/**
 * An environment for a VS Code that tests drive: with an empty home folder and without the user's AWS
 * configuration. The C.UTF-8 locale exists on every Linux, and the extension host starts in it without warnings.
 */
export function isolatedEnvironment(home: string): NodeJS.ProcessEnv {
  const withoutAws = Object.entries(userEnvironment()).filter(([name]) => !name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(withoutAws),
    HOME: home,
    USERPROFILE: home,
    LANG: "C.UTF-8",
    LC_ALL: "C.UTF-8",
    AWS_CONFIG_FILE: join(home, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "no-aws-credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
