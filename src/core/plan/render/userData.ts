/** The text that user data carries: the API takes it as base64 of UTF-8. */
export function textOfBase64(base64: string): string {
  const bytes = [...atob(base64)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0"));
  return decodeURIComponent(bytes.map((byte) => `%${byte}`).join(""));
}
