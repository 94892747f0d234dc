import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { Definition } from '../../../shared/flow/definition.ts'
import { paramsReadBy } from '../../../shared/flow/params-read.ts'
import { api, client, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'

/** Asks for what the flow is given; the names that it reads are there to be filled in. */
export function StartDialog({ flow, onClose }: { flow: { id: string; name: string; version: number | null }; onClose(): void }) {
  const [, go] = useLocation()
  const { data } = useQuery({
    ...api.flows.version.queryOptions({ input: { ref: flow.id, version: flow.version ?? 1 } }),
    enabled: flow.version !== null,
  })
  const [text, setText] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (!data || text !== null) return
    const names = paramsReadBy(data.definition as Definition)
    setText(names.length === 0 ? '{}' : JSON.stringify(Object.fromEntries(names.map((name) => [name, null])), null, 2))
  }, [data, text])

  const start = async () => {
    let params: unknown
    try {
      params = JSON.parse(text ?? '{}')
    } catch (error) {
      return setProblem(`is not valid JSON: ${(error as Error).message}`)
    }
    if (typeof params !== 'object' || params === null || Array.isArray(params))
      return setProblem('must be an object: {"name": "value"}')
    setBusy(true)
    try {
      const { number } = await client.flows.start({ ref: flow.id, params: params as Record<string, never> })
      onClose()
      go(`/runs/${number}`)
    } catch (error) {
      setProblem(messageOf(error))
      setBusy(false)
    }
  }

  return (
    <Dialog open onClose={onClose} title={`Start ${flow.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
        className="flex flex-col gap-4"
      >
        <Field label="Parameters" hint="As JSON" error={problem}>
          <TextArea autoFocus rows={6} value={text ?? ''} onChange={setText} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={busy || text === null}>
            Start version {flow.version}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
