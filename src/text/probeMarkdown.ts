import { phaseNames, testTexts } from "./pageTest.ts";

/** Words of a report to paste elsewhere. */
export const markdownTexts = {
  account: "account",
  attempt: "Attempt",
  cumulative: "Times count from the start of each attempt.",
  connect: phaseNames.connect,
  dns: phaseNames.dns,
  expires: testTexts.expires,
  firstByte: phaseNames.firstByte,
  from: testTexts.from,
  handshake: phaseNames.tls,
  issuer: testTexts.issuer,
  none: "–",
  ran: testTexts.ran,
  request: testTexts.request,
  result: testTexts.result,
  subject: testTexts.subject,
  to: testTexts.to,
  total: testTexts.total,
} as const;
