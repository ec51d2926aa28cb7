/** The globals of the platform that the core uses; Node, browsers and VS Code's hosts all have them. */
declare function btoa(latin1: string): string;
declare function atob(base64: string): string;

declare class TextEncoder {
  encode(text: string): Uint8Array;
}
