import { describe, expect, it } from "vitest";
import { readCurlArguments } from "../../../../src/sandbox/guest/curlArguments.ts";

const directory = "/private/i-1";
const read = (...args: string[]) => readCurlArguments(args, directory);

describe("curl's arguments", () => {
  it("are understood in every spelling that is allowed", () => {
    expect(
      read("-sSvo", "/tmp/body", "-m5", "-w", "%{http_code}\n", "-H", "Accept: */*", "a.example:5000/x"),
    ).toEqual({
      url: new URL("http://a.example:5000/x"),
      host: "a.example",
      port: 5000,
      connectTimeout: "300",
      options: [
        ...["--silent", "--show-error", "--verbose", "--output", "/private/i-1/body", "--max-time", "5"],
        ...["--write-out", "%{http_code}\n", "--header", "Accept: */*"],
      ],
    });
  });

  it("need not say that no proxy and no configuration file is used", () => {
    expect(read("-q", "--noproxy", "*", "http://a.example/")).toMatchObject({ options: [] });
    expect(read("--speed-limit", "1", "--speed-time", "2", "http://a.example/")).toMatchObject({
      options: ["--speed-limit", "1", "--speed-time", "2"],
    });
  });

  it("lead what curl says into a file of the instance", () => {
    expect(read("--stderr", "/tmp/log", "http://a")).toMatchObject({
      errorFile: "/private/i-1/log",
      options: [],
    });
    expect(read("--stderr", "-", "http://a")).toMatchObject({ options: ["--stderr", "-"] });
  });

  it("lead the connection elsewhere with the first --connect-to that matches", () => {
    const to = (...detours: string[]) =>
      read(...detours.flatMap((detour) => ["--connect-to", detour]), "http://a.example:5000/");
    expect(to("b:5000:10.0.0.1:1", "a.example:5000:10.0.0.2:5001")).toMatchObject({
      host: "10.0.0.2",
      port: 5001,
    });
    expect(to("::10.0.0.3:")).toMatchObject({ host: "10.0.0.3", port: 5000, options: [] });
    expect(to("a.example:1:10.0.0.4:1")).toMatchObject({ host: "a.example", port: 5000 });
  });

  it.each([
    [["http://a", "http://b"], 2],
    [[], 2],
    [["-o", "/etc/passwd", "http://a"], 2],
    [["-o", "../x", "http://a"], 2],
    [["-o", "/tmp/../x", "http://a"], 2],
    [["-o", "-x", "http://a"], 2],
    [["--stderr", "/tmp/../x", "http://a"], 2],
    [["--stderr", "/etc/x", "http://a"], 2],
    [["--noproxy", "a.example", "http://a"], 2],
    [["--speed-time", "1;id", "http://a"], 2],
    [["-w", "@/etc/passwd", "http://a"], 2],
    [["-w", "%output{/tmp/x}", "http://a"], 2],
    [["-H", "@/etc/passwd", "http://a"], 2],
    [["-K", "/etc/passwd", "http://a"], 2],
    [["-L", "http://a"], 2],
    [["--unix-socket", "/x", "http://a"], 2],
    [["-d", "@/etc/passwd", "http://a"], 2],
    [["-T", "/etc/passwd", "http://a"], 2],
    [["-x", "http://proxy", "http://a"], 2],
    [["-m", "1;id", "http://a"], 2],
    [["-m"], 2],
    [["file:///etc/passwd"], 1],
    [["telnet://a"], 1],
    [["ftp://a"], 1],
    [["--proto", "=file", "http://a"], 2],
    [["--cacert", "/etc/shadow", "https://a"], 2],
    [["--cert", "/tmp/key", "https://a"], 2],
    [["--abstract-unix-socket", "x", "http://a"], 2],
    [["--proxy", "http://a", "http://a"], 2],
    [["--preproxy", "socks5://a", "http://a"], 2],
    [["--interface", "lo", "http://a"], 2],
    [["--doh-url", "https://a", "http://a"], 2],
    [["--config", "/tmp/x", "http://a"], 2],
    [["--next", "http://a"], 2],
    [["--max", "1", "http://a"], 2],
    [["-D", "/tmp/../x", "http://a"], 2],
    [["-O", "http://a/x"], 2],
    [["--location", "http://a"], 2],
    [["http://user:secret@a"], 2],
    [["http://["], 3],
  ])("%j are refused with %i", (args, exitCode) => {
    expect(read(...args)).toMatchObject({ exitCode });
  });

  it("trust the sandbox's own authority for https, or what they are told", () => {
    const own = ["--cacert", "/private/ca-bundle.pem"];
    expect(read("https://a.example/")).toMatchObject({ port: 443, options: own });
    expect(read("--cacert", "/etc/pki/tls/certs/ca-bundle.crt", "https://a")).toMatchObject({ options: own });
    expect(read("--cacert", "/tmp/ca.pem", "-k", "https://a")).toMatchObject({
      options: ["--cacert", "/private/i-1/ca.pem", "--insecure"],
    });
  });

  it("resolve a name by hand with --resolve, for the port that they ask for only", () => {
    const url = "http://a.example:5000/";
    expect(read("--resolve", "a.example:5000:10.0.0.2,10.0.0.3", url)).toMatchObject({
      host: "10.0.0.2",
      port: 5000,
    });
    expect(read("--resolve", "+*:5000:10.0.0.2", url)).toMatchObject({ host: "10.0.0.2" });
    expect(read("--resolve", "a.example:80:10.0.0.2", url)).toMatchObject({ host: "a.example" });
    expect(read("--connect-to", "::b:81", "--resolve", "b:81:10.0.0.4", url)).toMatchObject({
      host: "10.0.0.4",
      port: 81,
      options: [],
    });
  });
});
