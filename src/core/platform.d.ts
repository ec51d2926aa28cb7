/** The one global of the platform that the core uses; Node, browsers and VS Code's hosts all have it. */
declare function btoa(latin1: string): string;
