import type { Connection } from "./connection.ts";
import type { VpcEndpoint } from "./endpoint.ts";
import type { Failure } from "./failure.ts";
import type { Vpc } from "./network.ts";
import type { OpenScope } from "./scope.ts";
import type { EndpointService } from "./service.ts";

/** Something that is being read, was read, or could not be read. */
export type Loadable<T> =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly value: T }
  | { readonly status: "failed"; readonly failure: Failure };

/** The four lists of one scope. Each stands or fails alone: a missing permission hides only its own rows. */
export interface Snapshot {
  readonly scope: OpenScope;
  readonly endpoints: Loadable<readonly VpcEndpoint[]>;
  readonly services: Loadable<readonly EndpointService[]>;
  readonly connections: Loadable<readonly Connection[]>;
  readonly vpcs: Loadable<readonly Vpc[]>;
}

/** What was read, or nothing yet. */
export function known<T>(loadable: Loadable<readonly T[]>): readonly T[] {
  return loadable.status === "ready" ? loadable.value : [];
}
