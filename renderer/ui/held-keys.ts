/**
 * The keys that a person presses after the one that opens a dialog, while the dialog is not there yet because its data or its
 * code is on the way. They are for the dialog.
 */
let held: KeyboardEvent[] | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * A dialog that takes longer leaves the keys to the page, where letters have effects of their own: a busy machine or a slow
 * connection must not be taken for a dialog that never comes.
 */
const longestMs = 5_000

/** Holds keys while `open` finds out whether there is a dialog; null: there is none, so they go to the page. */
export async function whileHoldingKeys<T>(open: () => Promise<T | null>): Promise<T | null> {
  holdKeys()
  let opened: T | null = null
  try {
    opened = await open()
    return opened
  } finally {
    if (opened === null) giveHeldKeys()
  }
}

/** Holds keys until a dialog, or a field that was asked for, is there. */
export function holdKeys(longest = longestMs): void {
  if (held !== null) return
  held = []
  addEventListener('keydown', hold, { capture: true })
  timer = setTimeout(giveHeldKeys, longest)
}

/** Gives the keys to what has the focus, once React is done with what it is showing. */
export const giveHeldKeysSoon = (): void => queueMicrotask(giveHeldKeys)

function giveHeldKeys(): void {
  if (held === null) return
  const keys = held
  held = null
  clearTimeout(timer)
  removeEventListener('keydown', hold, { capture: true })
  for (const key of keys) press(key)
}

function hold(event: KeyboardEvent): void {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  event.stopImmediatePropagation()
  // The key that opens the dialog may still be down.
  if (!event.repeat) held?.push(event)
}

/** An event that a program made has no effect by itself, so what the browser would do is done here. */
function press({ key, code, shiftKey }: KeyboardEvent): void {
  const target = document.activeElement ?? document.body
  const again = new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true, composed: true })
  if (!target.dispatchEvent(again) || !(target instanceof HTMLElement)) return
  if (key.length === 1) document.execCommand('insertText', false, key)
  else if (key === 'Backspace') document.execCommand('delete')
  else if (key === 'Tab') focusNext(target, shiftKey ? -1 : 1)
  else if (key === 'Enter' && target instanceof HTMLInputElement) target.form?.requestSubmit()
}

const focusable =
  ':is(a[href], button, input, select, textarea, summary, [tabindex="0"]):not(:disabled, [tabindex="-1"], [type="hidden"], [aria-hidden="true"])'

export const firstFocusable = (within: Element): HTMLElement | null => within.querySelector<HTMLElement>(focusable)

function focusNext(from: HTMLElement, by: 1 | -1): void {
  const around = from.closest('[data-modal]')
  const all = around ? [...around.querySelectorAll<HTMLElement>(focusable)] : []
  all[(all.indexOf(from) + by + all.length) % all.length]?.focus()
}
