/** What a person just made, until its row shows. */
let made: string | null = null

/** Its row in the list that comes next takes the focus, which goes with the form or the button that made it. */
export function rememberMade(key: string): void {
  made = key
}

/** For `ref` of the main control of a row. A person who moved the focus meanwhile keeps it. */
export const focusIfMade =
  (key: string) =>
  (control: HTMLElement | null): void => {
    if (control === null || made !== key) return
    made = null
    if (document.activeElement === document.body) control.focus()
  }
