import { Plus, RotateCcw } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { mod } from '../../ui/kbd.tsx'
import { isSingle } from '../../ui/key-changes.ts'
import { type KeyId, textOfKey } from '../../ui/key-table.ts'
import { keyWords } from '../../words/keys.ts'
import { words } from './words.ts'

const mostKeys = 4

type Props = {
  id: KeyId
  keys: readonly string[]
  isChanged: boolean
  singleKeys: boolean
  /** `at`: which of the keys is changed; as many as there are: one more. */
  onChange(at: number): void
  onReset(): void
}

/** What a key does, and its keys, each a button that changes it: one stop of Tab, within which the arrows move. */
export function KeyRow({ id, keys, isChanged, singleKeys, onChange, onReset }: Props) {
  const does = keyWords[id]
  return (
    <li className="group flex min-h-8 items-center gap-1 border-b border-rule last:border-b-0">
      <span className={cx('min-w-0 flex-1 truncate', isChanged && 'font-semibold')}>{does}</span>
      <span role="toolbar" aria-label={does} onKeyDown={stepAlong} className="flex items-center gap-1">
        {isChanged && (
          <IconButton label={words.resetKey(does)} tabIndex={-1} className="size-6!" onClick={onReset}>
            <RotateCcw aria-hidden="true" className="size-3.5" />
          </IconButton>
        )}
        {keys.length < mostKeys && (
          <IconButton
            label={words.addKey(does)}
            tabIndex={keys.length === 0 ? 0 : -1}
            className="size-6! opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 pointer-coarse:opacity-100"
            onClick={() => onChange(keys.length)}
          >
            <Plus aria-hidden="true" className="size-3.5" />
          </IconButton>
        )}
        {keys.map((key, at) => {
          const isOff = !singleKeys && isSingle(key)
          const text = textOfKey(key, mod)
          return (
            <button
              // A key that is changed stays the same button, which keeps the focus.
              key={at}
              type="button"
              tabIndex={at === 0 ? 0 : -1}
              aria-label={words.changeKey(text, does)}
              title={isOff ? words.keyOff : words.changeKey(text, does)}
              onClick={() => onChange(at)}
              className={cx(
                'h-6 min-w-6 rounded-md border border-rule-2 px-1.5 text-sm hover:bg-hover',
                isOff ? 'text-ink-3 line-through' : 'text-ink-2',
              )}
            >
              {text}
            </button>
          )
        })}
      </span>
    </li>
  )
}

function stepAlong(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
