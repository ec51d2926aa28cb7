import { loadSharedConfigFiles } from "@smithy/core/config";
import type { AwsSource, Profile } from "../app/aws.ts";
import { filePaths } from "./source.ts";

/** Sections that are no profiles: the SDK's reader joins the words of their headers with a dot. */
const otherSections = /^(sso-session|services)\./;

/** All profiles of the shared files, in the order of their names. */
export async function readProfiles(source: AwsSource): Promise<readonly Profile[]> {
  const { configFile, credentialsFile } = await readFiles(source);
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  return [...names]
    .filter((name) => !otherSections.test(name))
    .sort((a, b) => a.localeCompare(b))
    .map((name) => {
      const region = configFile[name]?.["region"] ?? credentialsFile[name]?.["region"];
      return { name, ...(region === undefined ? {} : { region }) };
    });
}

/** Reads the files anew: people edit them while the editor is open. */
async function readFiles(source: AwsSource) {
  return loadSharedConfigFiles({ ...filePaths(source), ignoreCache: true });
}

/**
 * The endpoint that the user set for a service, with the SDKs' precedence: environment before profile, and in each the
 * service's own setting before the general one. The clients look only at the default profile, so the gateway looks itself.
 * @param serviceId The SDK's name of the service, such as `Elastic Load Balancing v2`.
 */
export async function configuredEndpoint(
  source: AwsSource,
  profile: string,
  serviceId: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (source.kind === "sandbox") return source.endpoint;
  const { configFile } = await readFiles(source);
  const section = configFile[profile];
  if (
    (env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ?? section?.["ignore_configured_endpoint_urls"]) === "true"
  ) {
    return undefined;
  }
  const key = serviceId.replaceAll(" ", "_");
  return (
    env[`AWS_ENDPOINT_URL_${key.toUpperCase()}`] ??
    env["AWS_ENDPOINT_URL"] ??
    configFile[`services.${section?.["services"]}`]?.[`${key.toLowerCase()}.endpoint_url`] ??
    section?.["endpoint_url"]
  );
}
