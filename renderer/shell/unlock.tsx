import { type FormEvent, useRef, useState } from 'react'
import { unlock, useConnection } from '../api/connection.ts'
import { Button } from '../ui/button.tsx'
import { Field, TextInput } from '../ui/field.tsx'

const wrong = 'Wrong token. Run `lf token` and paste the whole line.'

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
    setProblem(wrong)
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
          <h1>LocalFlow is locked</h1>
        </div>
        <p className="mb-4 text-ink-2">
          {reason === 'missing'
            ? 'This browser has no token for LocalFlow yet. '
            : 'This token is not valid. It may have changed, or belong to another LocalFlow. '}
          Open the link that <code className="font-mono text-sm">lf serve</code> printed, or paste what{' '}
          <code className="font-mono text-sm">lf token</code> prints.
        </p>
        <Field label="Token" error={problem}>
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
            Unlock
          </Button>
        </div>
      </form>
    </main>
  )
}
