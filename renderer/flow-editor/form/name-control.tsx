import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '../../api/client.ts'
import { interpreters } from '../../interpreters.ts'
import { CompletedInput } from './completed-input.tsx'
import { type ControlProps, orNothing, textOf } from './control-props.ts'
import { useFormPlace } from './form-place.tsx'
import { offeredNames } from './offers.ts'

type Of = 'node' | 'job' | 'flow' | 'queue' | 'interpreter'

const mostAsked = 500

/** The name of something that exists; any other can be typed. */
export function NameControl({ of, value, isWrong, onChange }: ControlProps & { of: Of }) {
  const names = useNames(of)
  const offer = useCallback((text: string) => offeredNames(names, text), [names])
  return <CompletedInput value={textOf(value)} isWrong={isWrong} offer={offer} onChange={(text) => onChange(orNothing(text))} />
}

function useNames(of: Of): readonly string[] {
  const { nodes } = useFormPlace()
  const input = { limit: mostAsked }
  const jobs = useQuery({ ...api.jobs.list.queryOptions({ input }), enabled: of === 'job' })
  const flows = useQuery({ ...api.flows.list.queryOptions({ input }), enabled: of === 'flow' })
  const queues = useQuery({ ...api.queues.list.queryOptions(), enabled: of === 'queue' })
  switch (of) {
    case 'node':
      return nodes
    case 'interpreter':
      return interpreters
    case 'job':
      return namesOf(jobs.data?.items)
    case 'flow':
      return namesOf(flows.data?.items)
    case 'queue':
      return namesOf(queues.data)
  }
}

const none: string[] = []
const namesOf = (items: readonly { name: string }[] = []): string[] => (items.length === 0 ? none : items.map(({ name }) => name))
