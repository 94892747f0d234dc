import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { namedReferences } from '../../shared/flow/completion/references.ts'
import type { FlowDetail } from '../../shared/model/flow.ts'
import { api } from '../api/client.ts'
import { useStateReferences } from '../state/use-state-references.ts'

const none: string[] = []

/** What fields complete: references of the definition, of the state, and of the data of the last run, and the names of secrets. */
export function useCompletions(flow: FlowDetail | null, definition: unknown, paths: readonly string[] | undefined) {
  const { data } = useQuery(api.secrets.list.queryOptions())
  const state = useStateReferences(flow?.id ?? null)
  const named = useMemo(() => namedReferences(definition), [definition])
  return useMemo(() => {
    const references = [...new Set([...named, ...state, ...(paths ?? none)])].sort()
    return { references, secrets: data?.items.map(({ name }) => name) ?? none }
  }, [named, state, paths, data])
}
