import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  window,
} from "vscode";
import type { EndpointNode } from "../../core/inventory/node.ts";
import {
  compactPolicy,
  policyLimit,
  policyProblem,
  readablePolicy,
} from "../../core/model/endpointPolicy.ts";
import { scopeId } from "../../core/model/scope.ts";
import { endpointTexts, policyProblemSentence } from "../../text/endpointChanges.ts";
import type { EndpointChanges } from "./endpointChanges.ts";
import { endpointNodes } from "./targetCommands.ts";

export const policyScheme = "privatelink-policy";

/** What AWS has, and since when this window has known it: VS Code tells old from new by the time. */
interface Version {
  readonly policy: string | undefined;
  readonly mtime: number;
}

/**
 * Endpoint policies as files: read from the inventory, and saving one changes the endpoint. The file's name is what the
 * manifest's JSON schema is for.
 */
export class PolicyFiles implements FileSystemProvider {
  readonly #changes: EndpointChanges;
  readonly #now: () => number;
  readonly #versions = new Map<string, Version>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #unsubscribe: () => void;

  constructor(changes: EndpointChanges, now: () => number) {
    this.#changes = changes;
    this.#now = now;
    this.#unsubscribe = changes.session.inventory.changed.add(() => this.#compare());
  }

  async edit(node: EndpointNode): Promise<void> {
    await window.showTextDocument(uriOf(node));
  }

  stat(uri: Uri): FileStat {
    const { policy, mtime } = this.#version(uri);
    return { type: FileType.File, ctime: 0, mtime, size: Buffer.byteLength(readablePolicy(policy)) };
  }

  readFile(uri: Uri): Uint8Array {
    return new TextEncoder().encode(readablePolicy(this.#version(uri).policy));
  }

  /** What is not applied is not saved: the editor keeps it, and says why. */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const { origin } = this.#changes.session;
    const node = this.#find(uri);
    const text = new TextDecoder().decode(content);
    const problem = policyProblem(text);
    if (problem !== undefined) throw FileSystemError.Unavailable(policyProblemSentence(problem, policyLimit));
    const document = compactPolicy(text);
    if (document === compactPolicy(readablePolicy(node.endpoint.policy))) return;
    const run = await this.#changes.apply(node, { kind: "policy", document }, origin);
    if (run?.status !== "done") throw FileSystemError.Unavailable(endpointTexts.notApplied);
  }

  watch(): Disposable {
    return { dispose: () => undefined };
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#unsubscribe();
    this.#changed.dispose();
  }

  #version(uri: Uri): Version {
    const { policy } = this.#find(uri).endpoint;
    const known = this.#versions.get(uri.path);
    if (known !== undefined && known.policy === policy) return known;
    const version = { policy, mtime: this.#now() };
    this.#versions.set(uri.path, version);
    return version;
  }

  /** An editor without changes of its own follows what AWS has. */
  #compare(): void {
    const changed = endpointNodes(this.#changes.session).filter((node) => {
      const known = this.#versions.get(uriOf(node).path);
      return known !== undefined && known.policy !== node.endpoint.policy;
    });
    if (changed.length === 0) return;
    this.#changed.fire(changed.map((node) => ({ type: FileChangeType.Changed, uri: uriOf(node) })));
  }

  #find(uri: Uri): EndpointNode {
    const node = endpointNodes(this.#changes.session).find((each) => uriOf(each).path === uri.path);
    if (node !== undefined) return node;
    throw FileSystemError.FileNotFound(endpointTexts.gone(uri.path));
  }
}

function uriOf({ scope, endpoint }: EndpointNode): Uri {
  const path = `/${scopeId(scope).replaceAll("/", "-")}/${endpoint.id}.vpce-policy.json`;
  return Uri.from({ scheme: policyScheme, path });
}
