import { type FormEvent, useState } from 'react'
import { unlock } from '../api/connection.ts'
import { Button } from '../ui/button.tsx'
import { Field, TextInput } from '../ui/field.tsx'

/** Shown where a browser has no token, or a wrong one. */
export function Unlock() {
  const [token, setToken] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (token.trim() !== '') unlock(token)
  }
  return (
    <main className="grid h-full place-items-center bg-bg p-6">
      <form onSubmit={submit} className="w-[420px] max-w-full rounded-lg border border-rule bg-surface p-6 shadow-float">
        <div className="mb-3 flex items-center gap-2 text-lg font-semibold">
          <img src="/icon.svg" alt="" className="size-5" />
          <h1>LocalFlow is locked</h1>
        </div>
        <p className="mb-4 text-ink-2">
          This browser needs the token of the data folder. Open the address that{' '}
          <code className="font-mono text-sm">lf serve</code> printed, or paste what the file{' '}
          <code className="font-mono text-sm">api-token</code> in the data folder holds.
        </p>
        <Field label="Token">
          <TextInput value={token} onChange={setToken} type="password" autoFocus />
        </Field>
        <div className="mt-4 flex justify-end">
          <Button look="primary" type="submit" disabled={token.trim() === ''}>
            Unlock
          </Button>
        </div>
      </form>
    </main>
  )
}
