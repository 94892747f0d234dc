import { type FormEvent, useRef, useState } from 'react'
import { unlock, useConnection } from '../api/connection.ts'
import { Button } from '../ui/button.tsx'
import { Field, TextInput } from '../ui/field.tsx'
import { words } from './words.ts'

/** Shown where a browser has no token, or one that LocalFlow refuses. */
export function Unlock() {
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const reason = useConnection(({ lockReason }) => lockReason)
  const form = useRef<HTMLFormElement>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (token.trim() === '' || busy) return
    setBusy(true)
    if (await unlock(token)) return
    setBusy(false)
    setProblem(words.wrongToken)
    form.current?.querySelector('input')?.select()
  }
  return (
    <main className="grid h-full place-items-center bg-bg p-6">
      <form
        ref={form}
        onSubmit={(event) => void submit(event)}
        className="w-[420px] max-w-full rounded-lg border border-rule bg-surface p-6 shadow-float"
      >
        <div className="mb-3 flex items-center gap-2 text-lg font-semibold">
          <img src="/icon.svg" alt="" className="size-5" />
          <h1>{words.locked}</h1>
        </div>
        <p className="mb-4 text-ink-2">
          {reason === 'missing' ? words.noToken : words.tokenRefused}{' '}
          {words.findToken(<Code>{words.serveCommand}</Code>, <Code>{words.tokenCommand}</Code>)}
        </p>
        <Field label={words.token} error={problem}>
          <TextInput
            value={token}
            onChange={(typed) => {
              setToken(typed)
              setProblem(undefined)
            }}
            type="password"
            autoFocus
          />
        </Field>
        <div className="mt-4 flex justify-end">
          <Button look="primary" type="submit" disabled={token.trim() === '' || busy}>
            {words.unlock}
          </Button>
        </div>
      </form>
    </main>
  )
}

const Code = ({ children }: { children: string }) => <code className="font-mono text-sm">{children}</code>
