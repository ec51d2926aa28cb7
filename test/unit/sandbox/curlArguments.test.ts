import { describe, expect, it } from "vitest";
import { readCurlArguments } from "../../../src/sandbox/guest/curlArguments.ts";

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
      options: [
        ...["--silent", "--show-error", "--verbose", "--output", "/private/i-1/body", "--max-time", "5"],
        ...["--write-out", "%{http_code}\n", "--header", "Accept: */*"],
      ],
    });
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
    [["--stderr", "/tmp/x", "http://a"], 2],
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
    [["https://a"], 1],
    [["http://user:secret@a"], 2],
    [["http://["], 3],
  ])("%j are refused with %i", (args, exitCode) => {
    expect(read(...args)).toMatchObject({ exitCode });
  });
});
