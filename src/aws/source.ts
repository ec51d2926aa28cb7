import type { AwsSource } from "../app/aws.ts";

/** Options for the SDK's file readers. */
export function filePaths(source: AwsSource): {
  readonly configFilepath?: string;
  readonly filepath?: string;
} {
  return source.kind === "shared"
    ? {}
    : { configFilepath: source.configFile, filepath: source.credentialsFile };
}
