/* What people have entered, read from the page and not from the field: a second click may come before the answer to the first one. */

export function enteredText({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : "";
}

export function isChecked({ target }: Event): boolean {
  return target instanceof HTMLInputElement && target.checked;
}

/** The values of all checked boxes of the same name. */
export function checkedValues({ target }: Event): readonly string[] {
  if (!(target instanceof HTMLInputElement) || target.form === null) return [];
  const boxes = [...target.form.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")];
  return boxes.filter(({ name }) => name === target.name).map(({ value }) => value);
}

/** The subnets that a table of zones shows as chosen; who chooses a subnet means its zone too. */
export function chosenSubnets({ target }: Event): readonly string[] {
  const table = target instanceof Element ? target.closest("table") : null;
  return [...(table?.querySelectorAll("tbody tr") ?? [])].flatMap((row) => {
    const box = row.querySelector<HTMLInputElement>("input[type=checkbox]");
    const subnets = row.querySelector("select");
    return subnets !== null && (box?.checked === true || subnets === target) ? [subnets.value] : [];
  });
}
