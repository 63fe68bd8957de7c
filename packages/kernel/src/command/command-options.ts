/** The options of a command line, as the user wrote them. */
export interface CommandOptions {
  readonly "connection-file"?: string;
  readonly "connection-fd"?: string;
  readonly user?: boolean;
  readonly "sys-prefix"?: boolean;
  readonly prefix?: string;
  readonly name?: string;
  readonly "display-name"?: string;
  readonly output?: string;
  readonly "allow-errors"?: boolean;
  readonly timeout?: string;
  readonly help?: boolean;
  readonly version?: boolean;
}
