import { statSync } from "node:fs";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LeaseKeeper } from "../../src/sandbox/lease.ts";
import type * as sandboxModule from "../../src/sandbox/sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { type Mutilation, Mutilator } from "../support/mutilated.ts";
import { type Forgery, sendSigned } from "../support/signing.ts";

/*
 * Every guard of the server has a probe: an attack that the guard alone stops. Each probe is tried twice, against the
 * sandbox as it is and against one whose guard was cut out of the source, where it must succeed; else it proves nothing.
 */

type Modules = typeof sandboxModule & { LeaseKeeper: typeof LeaseKeeper };

interface Target extends Modules {
  readonly sandbox: Sandbox;
}

interface Guard extends Mutilation {
  /** Whether the attack got through. */
  readonly attack: (target: Target) => Promise<boolean>;
}

/** An attack by a request that has everything right but one thing. */
function forged(forgery: Forgery | ((sandbox: Sandbox) => Forgery)): Guard["attack"] {
  return async ({ sandbox }) => {
    const [account] = sandbox.accounts;
    if (account === undefined) throw new Error("The sandbox has no account.");
    const change = typeof forgery === "function" ? forgery(sandbox) : forgery;
    const status = await sendSigned(sandbox.endpoint, account, change).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNREFUSED") return 0;
        throw error;
      },
    );
    return status === 200;
  };
}

/** Puts temporary keys into the sandbox, as AssumeRole does, and uses them. */
function withSession(expiresAt: Date, token: string | undefined): Guard["attack"] {
  return forged(({ world }) => {
    const keys = { accessKeyId: "ASIA0123456789ABCDEF", secretAccessKey: "temporary" };
    const account = world.accounts[0]?.id ?? "";
    const role = { roleArn: `arn:aws:iam::${account}:role/probe`, roleId: "AROAPROBE", sessionName: "probe" };
    world.sessions.set(keys.accessKeyId, { ...keys, ...role, account, token: "right", expiresAt });
    return { ...keys, ...(token === undefined ? {} : { headers: { "x-amz-security-token": token } }) };
  });
}

const hour = 3_600_000;
const later = new Date(Date.now() + hour);

const guards: Record<string, Guard> = {
  "a rebound host name": {
    file: "server/guard.ts",
    code: '!allowedHosts.includes(headers.host ?? "")',
    instead: "allowedHosts.length === 0",
    attack: forged({ headers: { host: "evil.test" } }),
  },
  "a web page": {
    file: "server/guard.ts",
    code: 'name === "origin"',
    instead: "false",
    attack: forged({ headers: { origin: "http://evil.test" } }),
  },
  "a browser without an Origin": {
    file: "server/guard.ts",
    code: 'name.startsWith("sec-fetch-")',
    instead: "false",
    attack: forged({ headers: { "sec-fetch-site": "cross-site" } }),
  },
  "a body without end": {
    file: "server/httpServer.ts",
    code: "size > maximumBody",
    instead: "size < 0",
    attack: forged({ body: `Action=GetCallerIdentity&Version=2011-06-15&Filler=${"x".repeat(1024 * 1024)}` }),
  },
  "a guessed signature": {
    file: "server/sigv4.ts",
    code: 'if (timingSafeEqual(expected, Buffer.from(claim.signature, "hex"))) return;',
    instead: "return;",
    attack: forged({ signature: "0".repeat(64) }),
  },
  "a body that was changed on the way": {
    file: "server/sigv4.ts",
    code: "const bodyHash = sha256(request.body);",
    instead: 'const bodyHash = String(request.headers["x-amz-content-sha256"]);',
    attack: forged({ sentBody: "Action=GetCallerIdentity&Version=2011-06-15&Changed=1" }),
  },
  "a request from twenty minutes ago": {
    file: "server/sigv4.ts",
    code: "if (Math.abs(now - signed) <= maximumSkewMilliseconds) return;",
    instead: "return;",
    attack: forged({ at: new Date(Date.now() - hour / 3) }),
  },
  "a request from the future": {
    file: "server/sigv4.ts",
    code: "Math.abs(now - signed)",
    instead: "now - signed",
    attack: forged({ at: new Date(Date.now() + hour / 3) }),
  },
  "a signature that leaves the host open": {
    file: "server/sigv4.ts",
    code: '["host", "x-amz-date"]',
    instead: '["x-amz-date"]',
    attack: forged({ signedHeaders: ["x-amz-date"] }),
  },
  "an unknown key": {
    file: "server/authenticate.ts",
    code: "candidate.accessKeyId === claim.accessKeyId",
    instead: "true",
    attack: forged({ accessKeyId: "AKIAUNKNOWNUNKNOWN00" }),
  },
  "temporary keys without their token": {
    file: "server/authenticate.ts",
    code: "checkToken(request, session);",
    instead: "",
    attack: withSession(later, undefined),
  },
  "temporary keys with a wrong token": {
    file: "server/authenticate.ts",
    code: "!timingSafeEqual(given, token)",
    instead: "false",
    attack: withSession(later, "wrong"),
  },
  "temporary keys that have expired": {
    file: "server/authenticate.ts",
    code: "if (Date.now() < session.expiresAt.getTime()) return;",
    instead: "return;",
    attack: withSession(new Date(0), "right"),
  },
  "another machine": {
    file: "server/httpServer.ts",
    code: 'server.listen(port, "127.0.0.1", resolve)',
    instead: 'server.listen(port, "0.0.0.0", resolve)',
    // Another address of this machine stands for one that others can reach.
    attack: forged({ address: "127.0.0.2" }),
  },
  "another user, reading the keys": {
    file: "profileFiles.ts",
    code: 'writeFileSync(credentialsFile, credentials.join("\\n"), { mode: 0o600 });',
    instead: 'writeFileSync(credentialsFile, credentials.join("\\n"), { mode: 0o644 });',
    attack: async ({ sandbox }) => (statSync(sandbox.credentialsFile).mode & 0o077) !== 0,
  },
  "a lease without the token": {
    file: "lease.ts",
    code: "if (this.isToken(greeting.slice(0, end)))",
    instead: "if (end >= 0)",
    attack: async ({ LeaseKeeper: Keeper }) => {
      const keeper = await Keeper.open(60, () => undefined);
      const answer = await new Promise<string>((resolve) => {
        const socket = connect(keeper.lease.port, "127.0.0.1", () =>
          socket.write("x".repeat(32).concat("\n")),
        );
        socket.once("data", (data) => resolve(data.toString()));
        socket.once("close", () => resolve(""));
      });
      keeper.close();
      return answer === "ok\n";
    },
  },
};

const mutilator = new Mutilator(
  ["sandbox.ts", "lease.ts"],
  Object.values(guards).map(({ file }) => file),
);

async function open(mutilation?: Mutilation): Promise<Target> {
  // The bundle has exactly what these modules export.
  const loaded = (await mutilator.load(mutilation)) as Modules;
  return { ...loaded, sandbox: await loaded.startSandbox({ clock: "fast", scenario: "empty" }) };
}

describe("the sandbox withstands", () => {
  let whole: Target;

  beforeAll(async () => {
    whole = await open();
  });

  afterAll(async () => {
    await whole.sandbox.close();
    await mutilator.close();
  });

  it("nothing that an honest client does", async () => {
    expect(await forged({})(whole)).toBe(true);
    expect(await withSession(later, "right")(whole)).toBe(true);
  });

  // Only Linux answers on all of 127.0.0.0/8, so elsewhere the probe of the address could not succeed.
  const portable = Object.entries(guards).filter(
    ([name]) => name !== "another machine" || process.platform === "linux",
  );

  it.each(portable)("%s, and would not without its guard", async (_, { attack, ...mutilation }) => {
    expect(await attack(whole)).toBe(false);
    const mutilated = await open(mutilation);
    const gotThrough = await attack(mutilated).finally(() => mutilated.sandbox.close());
    expect(gotThrough).toBe(true);
  });
});
