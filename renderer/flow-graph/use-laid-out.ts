import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Definition } from '../../shared/flow/definition.ts'
import { laidOutAs } from '../../shared/flow/layout.ts'
import { readDefinition } from '../../shared/flow/read.ts'
import { api } from '../api/client.ts'

/** What runs follow says nothing of places: those stand in the text of the version. */
export function laidOut(definition: Definition, source: string): Definition {
  const { drawn } = readDefinition(source)
  return drawn ? laidOutAs(definition, drawn) : definition
}

/** The definition of a version as it was drawn. Where its text is gone, it is laid out anew. */
export function useLaidOut(flow: string | null, version: number | null, definition: Definition | null): Definition | null {
  const query = useQuery(
    api.flows.version.queryOptions({
      input: flow === null || version === null ? skipToken : { ref: flow, version },
      retry: false,
    }),
  )
  const { data, isLoading } = query
  const source = data?.source
  return useMemo(() => {
    // Nothing is drawn in another place first.
    if (definition === null || isLoading) return null
    return source === undefined ? definition : laidOut(definition, source)
  }, [definition, source, isLoading])
}
