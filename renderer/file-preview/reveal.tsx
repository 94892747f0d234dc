import { useMutation, useQuery } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import type { Artifact } from '../../shared/model/object.ts'
import { api } from '../api/client.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { toastError } from '../ui/toasts.tsx'

/** Shows a kept file in the file manager, where the app has a screen of its own to show it on. */
export function Reveal({ file: { name, hash }, asIcon = false }: { file: Artifact; asIcon?: boolean }) {
  const info = useQuery(api.system.info.queryOptions()).data
  const reveal = useMutation(api.objects.reveal.mutationOptions({ onError: (error) => toastError('It cannot be shown', error) }))
  if (info?.host !== 'desktop') return null
  const show = (): void => reveal.mutate({ hash })
  if (asIcon)
    return (
      <IconButton label={`Show ${name} in its folder`} onClick={show}>
        <FolderOpen aria-hidden="true" className="size-3.5" />
      </IconButton>
    )
  return (
    <Button onClick={show}>
      <FolderOpen aria-hidden="true" className="size-3.5" />
      Show in folder
    </Button>
  )
}
