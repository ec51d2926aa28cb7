import type { AwsError } from "./awsError.ts";

/** What a protocol reads of an HTTP request. Header names are in lower case. */
export interface WireRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** An HTTP answer, ready to be written. */
export interface WireReply {
  readonly status: number;
  readonly contentType: string;
  /** In pieces, as they were written: to join those of a long answer takes longer than to send them. */
  readonly body: readonly Buffer[];
}

/** Parsed parameters of a request, by their API names. */
export type Input = Record<string, unknown>;

/** The server's side of one AWS wire protocol, bound to one service. Every method may throw AwsError. */
export interface Protocol {
  /** The operation that a request names; throws AWS's code for an unknown one, naming it. */
  operation(request: WireRequest): string;
  /** The operation's parameters, checked against the schema. */
  input(operation: string, request: WireRequest): Input;
  output(operation: string, output: object, requestId: string): WireReply;
  error(error: AwsError, requestId: string): WireReply;
}
