import type { OpenScope, Scope } from "../core/model/scope.ts";
import type { Aws, AwsSource } from "./aws.ts";
import type { Clock } from "./clock.ts";
import { Inventory } from "./inventory.ts";
import { Listeners } from "./listeners.ts";

/** A gateway to one source; made when first needed, because making it loads the SDK. */
export type OpenAws = (source: AwsSource) => Promise<Aws & { dispose(): void }>;

/** Where the user's choice of scopes is kept between windows. */
export interface ScopeStore {
  read(): readonly Scope[];
  write(scopes: readonly Scope[]): Promise<void>;
}

/** A running sandbox, as it describes itself. */
export interface SandboxDescription {
  readonly endpoint: string;
  readonly configFile: string;
  readonly credentialsFile: string;
  readonly accounts: readonly { readonly id: string; readonly profile: string }[];
}

/** Where a sandbox session begins; its second Region is there to be chosen. */
const sandboxRegion = "us-east-1";

/**
 * What is open: the user's own scopes, or the sandbox's. Never both, so that nothing meant for one reaches the other:
 * a sandbox session reads none of the user's files.
 */
export class Session {
  readonly inventory: Inventory;
  /** Another source is in use: nothing that was looked up before holds any more. */
  readonly switched = new Listeners();
  readonly #openAws: OpenAws;
  readonly #store: ScopeStore;
  #source: AwsSource = { kind: "shared" };
  #aws: Promise<Aws & { dispose(): void }> | undefined;
  #starting: Promise<void> | undefined;

  constructor(openAws: OpenAws, store: ScopeStore, clock: Clock) {
    this.#openAws = openAws;
    this.#store = store;
    this.inventory = new Inventory(
      () => this.aws(),
      () => clock.now(),
    );
  }

  get isSandbox(): boolean {
    return this.#source.kind === "sandbox";
  }

  /** Names the source for good: what was begun in a sandbox that is gone, or in AWS, must not go on anywhere else. */
  get origin(): string {
    return this.#source.kind === "sandbox" ? this.#source.endpoint : "aws";
  }

  get scopes(): readonly OpenScope[] {
    return this.inventory.openScopes;
  }

  aws(): Promise<Aws> {
    if (this.#aws !== undefined) return this.#aws;
    const opened = this.#openAws(this.#source);
    this.#aws = opened;
    // One that could not be loaded is tried again the next time.
    opened.catch(() => {
      if (this.#aws === opened) this.#aws = undefined;
    });
    return opened;
  }

  /**
   * Opens what was open before, the first time that anything of it is looked at. Resolves when it is known what that is;
   * the rows are read meanwhile.
   */
  start(running: () => Promise<SandboxDescription | undefined>): Promise<void> {
    this.#starting ??= this.#reopen(running);
    return this.#starting;
  }

  /** Opens the user's own scopes and remembers them. */
  async openScopes(scopes: readonly Scope[]): Promise<void> {
    if (!this.isSandbox) await this.#store.write(scopes);
    await this.inventory.open(scopes);
  }

  async openSandbox({ accounts, configFile, credentialsFile, endpoint }: SandboxDescription): Promise<void> {
    this.#use({ kind: "sandbox", configFile, credentialsFile, endpoint });
    await this.inventory.open(accounts.map(({ profile }) => ({ profile, region: sandboxRegion })));
  }

  /** Back to the user's own scopes, as they were before the sandbox. */
  async leaveSandbox(): Promise<void> {
    if (!this.isSandbox) return;
    this.#use({ kind: "shared" });
    await this.inventory.open(this.#store.read());
  }

  dispose(): void {
    this.inventory.dispose();
    this.#close();
  }

  async #reopen(running: () => Promise<SandboxDescription | undefined>): Promise<void> {
    const sandbox = await running();
    // Failures become rows.
    if (sandbox === undefined) void this.inventory.open(this.#store.read());
    else void this.openSandbox(sandbox);
  }

  #use(source: AwsSource): void {
    this.#close();
    this.#source = source;
    this.inventory.close();
    this.switched.tell();
  }

  #close(): void {
    // A gateway that could not be opened has nothing to close.
    void this.#aws?.then(
      (aws) => aws.dispose(),
      () => undefined,
    );
    this.#aws = undefined;
  }
}
