import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { AwsSource } from "../app/aws.ts";
import { type Scope, scopeId } from "../core/model/scope.ts";
import { type AskMfaCode, profileCredentials } from "./credentials.ts";
import { configuredEndpoint } from "./profiles.ts";

type Credentials = ReturnType<typeof profileCredentials>;

interface ClientSettings {
  readonly region: string;
  readonly profile: string;
  readonly credentials: Credentials;
  readonly requestHandler: NodeHttpHandler;
  readonly endpoint?: string;
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
  readonly retryMode: "adaptive";
  readonly maxAttempts: number;
}

/**
 * SDK clients, made when first used. All share one request handler, all clients of a profile one credential provider,
 * and each scope has its own clients because the adaptive retry keeps its rate per client.
 */
export class Clients {
  readonly #source: AwsSource;
  readonly #askMfaCode: AskMfaCode;
  /** The SDK's own handler waits for ever, and with a limit alone it only warns. Milliseconds. */
  readonly #requestHandler = new NodeHttpHandler({
    connectionTimeout: 5000,
    requestTimeout: 60_000,
    throwOnRequestTimeout: true,
  });
  readonly #credentials = new Map<string, Credentials>();
  readonly #clients = new Map<string, Promise<unknown>>();

  constructor(source: AwsSource, askMfaCode: AskMfaCode) {
    this.#source = source;
    this.#askMfaCode = askMfaCode;
  }

  ec2(scope: Scope) {
    return this.#client("EC2", scope, (settings) => new EC2Client(settings));
  }

  loadBalancing(scope: Scope) {
    return this.#client(
      "Elastic Load Balancing v2",
      scope,
      (settings) => new ElasticLoadBalancingV2Client(settings),
    );
  }

  ssm(scope: Scope) {
    return this.#client("SSM", scope, (settings) => new SSMClient(settings));
  }

  sts(scope: Scope) {
    return this.#client("STS", scope, (settings) => new STSClient(settings));
  }

  iam(scope: Scope) {
    return this.#client("IAM", scope, (settings) => new IAMClient(settings));
  }

  /** Keys that AWS has refused are read anew for the next call: tools renew them in the files. */
  forget(profile: string): void {
    this.#credentials.delete(profile);
    for (const key of [...this.#clients.keys()]) {
      if (key.includes(`/${profile}@`)) this.#clients.delete(key);
    }
  }

  dispose(): void {
    this.#requestHandler.destroy();
    this.#clients.clear();
  }

  async #client<C>(serviceId: string, scope: Scope, create: (settings: ClientSettings) => C): Promise<C> {
    const key = `${serviceId}/${scopeId(scope)}`;
    const existing = this.#clients.get(key);
    // The key names the service, so what is stored under it was made by the same factory.
    if (existing !== undefined) return existing as Promise<C>;
    const created = this.#settings(serviceId, scope).then(create);
    this.#clients.set(key, created);
    created.catch(() => this.#clients.delete(key));
    return created;
  }

  async #settings(serviceId: string, scope: Scope): Promise<ClientSettings> {
    const endpoint = await configuredEndpoint(this.#source, scope.profile, serviceId, process.env);
    return {
      region: scope.region,
      credentials: this.#credentialsOf(scope.profile),
      requestHandler: this.#requestHandler,
      profile: scope.profile,
      // The SDK refuses FIPS and dual-stack settings together with an endpoint of one's own.
      ...(endpoint === undefined ? {} : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
      retryMode: "adaptive",
      maxAttempts: 4,
    };
  }

  #credentialsOf(profile: string): Credentials {
    const existing = this.#credentials.get(profile);
    if (existing !== undefined) return existing;
    const created = profileCredentials(this.#source, profile, this.#askMfaCode);
    this.#credentials.set(profile, created);
    return created;
  }
}
