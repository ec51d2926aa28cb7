import { parseTags, type Tags } from "../model/tags.ts";
import type { Fields } from "./fields.ts";
import type { Field } from "./form.ts";

/** Tags of the user's own, for everything that the plan creates. */
export function tagsField(fields: Fields): { readonly field: Field; readonly tags: Tags } {
  const field = fields.text("tags", "", (text) => {
    const parsed = parseTags(text);
    return parsed.ok ? undefined : { code: "tag", text: parsed.text };
  });
  const parsed = parseTags(field.value);
  return { field, tags: parsed.ok ? parsed.tags : {} };
}
