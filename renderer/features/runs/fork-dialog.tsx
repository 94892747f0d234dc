import { useState } from 'react'
import { useLocation } from 'wouter'
import { client, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'

type Data = Record<string, never>

/** Starts a run that goes on from an event, with data that may be edited. */
export function ForkDialog({
  run,
  n,
  params,
  shared,
  onClose,
}: {
  run: string
  n: number
  params: object
  shared: object
  onClose(): void
}) {
  const [, go] = useLocation()
  const [text, setText] = useState({ params: JSON.stringify(params, null, 2), shared: JSON.stringify(shared, null, 2) })
  const [problem, setProblem] = useState<{ params?: string; shared?: string }>({})
  const [busy, setBusy] = useState(false)

  const start = async () => {
    const read = { params: objectOf(text.params), shared: objectOf(text.shared) }
    if (read.params === null || read.shared === null)
      return setProblem({
        ...(read.params === null ? { params: 'must be a JSON object' } : {}),
        ...(read.shared === null ? { shared: 'must be a JSON object' } : {}),
      })
    setBusy(true)
    try {
      const { number } = await client.flowRuns.fork({ ref: run, at: n, params: read.params, shared: read.shared })
      onClose()
      go(`/runs/${number}`)
    } catch (error) {
      setProblem({ shared: messageOf(error) })
      setBusy(false)
    }
  }

  return (
    <Dialog open onClose={onClose} title={`Fork from event ${n}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
        className="flex flex-col gap-4"
      >
        <p className="text-ink-2">Starts a new run from this event. Finished nodes are reused; running ones start again.</p>
        <Field label="Parameters" error={problem.params}>
          <TextArea rows={4} value={text.params} onChange={(value) => setText({ ...text, params: value })} />
        </Field>
        <Field label="Shared data" error={problem.shared}>
          <TextArea rows={6} value={text.shared} onChange={(value) => setText({ ...text, shared: value })} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={busy}>
            Fork run
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function objectOf(text: string): Data | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : null
  } catch {
    return null
  }
}
