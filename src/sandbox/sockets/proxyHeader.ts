import type { ProxyInformation } from "../network/proxyProtocol.ts";

/** With this every header of the PROXY protocol's version 2 begins: a line that no other protocol has. */
const signature = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");
/** Version 2 and the command PROXY; then IPv4 and TCP. */
const proxyTcp4 = Buffer.from([0x21, 0x11]);
/** AWS's own type of additional data, and its subtype for the id of an endpoint. */
const awsType = 0xea;
const endpointSubtype = 0x01;

/** The header as a load balancer's node writes it before the first byte of a connection. */
export function proxyHeader(information: ProxyInformation, sourcePort: number): Buffer {
  const { source, destination, port, endpointId } = information;
  const addresses = Buffer.concat([octets(source), octets(destination), uint16(sourcePort), uint16(port)]);
  const rest = Buffer.concat([
    addresses,
    endpointId === undefined ? Buffer.alloc(0) : endpointTlv(endpointId),
  ]);
  return Buffer.concat([signature, proxyTcp4, uint16(rest.length), rest]);
}

function endpointTlv(id: string): Buffer {
  const value = Buffer.concat([Buffer.from([endpointSubtype]), Buffer.from(id, "ascii")]);
  return Buffer.concat([Buffer.from([awsType]), uint16(value.length), value]);
}

function octets(address: string): Buffer {
  return Buffer.from(address.split(".").map(Number));
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
