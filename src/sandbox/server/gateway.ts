import type { Handlers } from "../api/call.ts";
import { invoke } from "../api/invoke.ts";
import type { Account } from "../state/account.ts";
import type { Clock } from "../state/clock.ts";
import { isRegionName, type RegionName } from "../state/regions.ts";
import type { World } from "../state/world.ts";
import { AwsError } from "../wire/awsError.ts";
import type { Protocol, WireReply } from "../wire/messages.ts";
import { isServiceName, type ServiceName } from "../wire/operations.ts";
import { protocolOf } from "../wire/protocol.ts";
import { authenticate } from "./authenticate.ts";
import type { Faults } from "./faults.ts";
import { readAuthorization, type SignedRequest } from "./sigv4.ts";

/** An authenticated call as it was made, for tests that count calls. */
export interface CallRecord {
  account: string;
  region: string;
  service: string;
  operation: string;
  /** Code of the error that it was answered with, if any. */
  errorCode?: string;
}

/** Who signed a request, and for what. */
interface Caller {
  account: Account;
  service: ServiceName;
  /** As the credential scope names it. */
  region: string;
}

/** Turns signed requests into calls of handlers, and what they return or throw into answers. */
export class Gateway {
  readonly calls: CallRecord[] = [];
  private readonly world: World;
  private readonly clock: Clock;
  private readonly handlers: Readonly<Record<ServiceName, Handlers>>;
  private readonly faults: Faults;

  constructor(world: World, clock: Clock, handlers: Readonly<Record<ServiceName, Handlers>>, faults: Faults) {
    this.world = world;
    this.clock = clock;
    this.handlers = handlers;
    this.faults = faults;
  }

  /** Answers a request; never rejects. The id is what AWS's request ids are: a name for the support. */
  async answer(request: SignedRequest, requestId: string): Promise<WireReply> {
    let protocol: Protocol = protocolOf(speaksJson(request) ? "ssm" : "sts");
    try {
      const claim = readAuthorization(request.headers);
      const service = knownService(claim.service);
      protocol = protocolOf(service);
      const account = authenticate(request, claim, service, this.world.accounts);
      return await this.recorded({ account, service, region: claim.region }, request, requestId);
    } catch (error) {
      return protocol.error(asAwsError(error), requestId);
    }
  }

  private async recorded(caller: Caller, request: SignedRequest, requestId: string): Promise<WireReply> {
    const { account, service } = caller;
    const protocol = protocolOf(service);
    const wireRequest = { headers: request.headers, body: request.body.toString("utf8") };
    const operation = protocol.operation(wireRequest);
    const record: CallRecord = { account: account.id, region: caller.region, service, operation };
    this.calls.push(record);
    try {
      this.throwFault(service, operation, "before");
      const region = knownRegion(caller.region);
      const input = protocol.input(operation, wireRequest);
      if (service === "ec2" && input["DryRun"] === true) throw dryRun();
      const call = { world: this.world, clock: this.clock, account, region, operation };
      const output = await invoke(this.handlers, service, call, input);
      this.throwFault(service, operation, "after");
      return protocol.output(operation, output, requestId);
    } catch (error) {
      const known = asAwsError(error);
      record.errorCode = known.code;
      throw known;
    }
  }

  private throwFault(service: ServiceName, operation: string, moment: "before" | "after"): void {
    const fault = this.faults.strike(service, operation, moment);
    if (fault !== undefined) throw fault;
  }
}

function speaksJson(request: SignedRequest): boolean {
  return request.headers["content-type"]?.includes("json") ?? false;
}

function knownService(name: string): ServiceName {
  if (isServiceName(name)) return name;
  throw new AwsError("UnknownService", `The sandbox has no service '${name}'.`);
}

function knownRegion(name: string): RegionName {
  if (isRegionName(name)) return name;
  throw new AwsError("InvalidRegion", `The sandbox has no Region '${name}'.`);
}

function dryRun(): AwsError {
  return new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
}

function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AwsError("InternalFailure", `The sandbox itself failed: ${reason}`, 500);
}
