import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { mod } from '../../ui/kbd.tsx'
import { holderOf, type KeyChanges, keysOf } from '../../ui/key-changes.ts'
import { type KeyId, pressText, textOfKey } from '../../ui/key-table.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { keyWords } from '../../words/keys.ts'
import { words } from './words.ts'

/** The only key that a second one may follow, as in the table. */
const sequenceStart = 'g'
/** These leave the field, as in every other. */
const leaves = /^(?:Tab|Escape)$/
const noKey = /^(?:Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified)$/
const editsText = /^mod\+[acvxz]$/

type Props = {
  id: KeyId
  /** Which of its keys is changed; as many as there are: one more. */
  at: number
  keys: KeyChanges['keys']
  onSave(chosen: readonly string[], said: string): void
  onClose(): void
}

/** Records a key for an action. A key that another action has is named, and taken from it only if the person says so. */
export function KeyDialog({ id, at, keys, onSave, onClose }: Props) {
  const [pressed, setPressed] = useState('')
  useFocusBack()
  const own = keysOf(id, keys)
  const others = own.filter((_, index) => index !== at)
  const holder = holderOf(pressed, id, keys)
  const refusal = refusalOf(pressed, others)
  const isTaken = pressed !== '' && pressed !== sequenceStart && holder !== null && refusal === null
  const text = textOfKey(pressed, mod)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (pressed === '' || refusal !== null) return
    onSave(own.length === at ? [...own, pressed] : own.map((key, index) => (index === at ? pressed : key)), words.keySaved)
  }
  return (
    <Dialog open onClose={onClose} title={words.keyTitle(keyWords[id])}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={words.newKey}
          hint={pressed === sequenceStart ? words.keyNeedsSecond : words.keyHint}
          error={refusal ?? (isTaken ? words.keyIsTaken(text, keyWords[holder]) : undefined)}
        >
          <TextInput
            autoFocus
            readOnly
            value={text}
            onChange={() => {}}
            onKeyDown={(event) => {
              const press = pressOf(event)
              if (press !== null) setPressed((before) => (before === sequenceStart ? `${before} ${press}` : press))
            }}
          />
        </Field>
        <div className="flex gap-2">
          {at < own.length && (
            <Button look="danger" className="mr-auto" onClick={() => onSave(others, words.keyRemoved)}>
              {words.removeKey}
            </Button>
          )}
          <Button className="ml-auto" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button look="primary" type="submit" disabled={pressed === '' || pressed === sequenceStart || refusal !== null}>
            {isTaken ? words.reassign : words.saveKey}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** The press that is recorded, which does nothing else; null: it is no key of the window's. */
function pressOf(event: KeyboardEvent): string | null {
  if (leaves.test(event.key) || noKey.test(event.key)) return null
  event.preventDefault()
  event.stopPropagation()
  return pressText(event)
}

/** Why the key cannot be had, if it cannot. */
function refusalOf(key: string, others: readonly string[]): string | null {
  if (editsText.test(key)) return words.keyEdits(textOfKey(key, mod))
  return others.includes(key) ? words.keyIsHere(textOfKey(key, mod)) : null
}
