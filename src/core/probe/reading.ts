/** What one curl left behind. */
export interface Reading {
  /** curl's exit code; absent when curl never said one (no curl, output cut off). */
  readonly exitCode?: number;
  /** 0 when no HTTP answer came. */
  readonly httpStatus: number;
  readonly timings: Timings;
  readonly remoteAddress: string;
  /** At most the first KiB. */
  readonly body: string;
  /** Bytes of the whole body. */
  readonly size: number;
  /** The text of `curl --verbose`. */
  readonly verbose: string;
  /** Only the beginning of curl's text came back, because all attempts share what Systems Manager returns. */
  readonly verboseCut: boolean;
}

/** Milliseconds from the start of the request, as curl counts them; 0 for a phase that was never reached. */
export interface Timings {
  readonly dns: number;
  readonly connect: number;
  readonly tls: number;
  readonly firstByte: number;
  readonly total: number;
}

/** The head of the answer in curl's words: the status line and the headers of the last answer. Empty without one. */
export function answerHead({ verbose }: Pick<Reading, "verbose">): readonly string[] {
  const received = verbose.split("\n").flatMap((line) => (line.startsWith("< ") ? [line.slice(2)] : []));
  const lines = received.map((line) => line.trimEnd());
  const start = lines.findLastIndex((line) => /^HTTP\/[\d.]+ \d{3}/.test(line));
  return start < 0 ? [] : lines.slice(start).filter((line) => line !== "");
}

/** The value of one header of the answer. */
export function headerOf(reading: Pick<Reading, "verbose">, name: string): string | undefined {
  const prefix = `${name.toLowerCase()}:`;
  const line = answerHead(reading).find((each) => each.toLowerCase().startsWith(prefix));
  return line?.slice(prefix.length).trim();
}
