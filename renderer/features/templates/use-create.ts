import { useMutation } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { addExample } from '../../../shared/examples/add-example.ts'
import type { ExampleParts } from '../../../shared/examples/example.ts'
import { client } from '../../api/client.ts'
import { definitionHref } from '../../definition/links.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { words } from './words.ts'

const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** What is made, under which name. `key` tells the rows of a list apart. */
type Making = { key: string; title: string; parts(): ExampleParts | Promise<ExampleParts> }

/** Creates definitions and opens them. */
export function useCreate(onCreated = () => {}) {
  const [, go] = useLocation()
  return useMutation({
    mutationFn: async ({ title, parts }: Making) => addExample(client, { title }, await parts(), ownZone),
    onSuccess: ({ kind, id, name }) => {
      onCreated()
      toast(words.created(kind, name))
      go(definitionHref(kind, id))
    },
    onError: (error, { title }) => toastError(words.noCreate(title), error),
  })
}
