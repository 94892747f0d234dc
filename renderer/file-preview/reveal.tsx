import { useMutation, useQuery } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import type { Artifact } from '../../shared/model/object.ts'
import { api } from '../api/client.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { words } from './words.ts'

/** Shows a stored file in the file manager; only the desktop app can. */
export function Reveal({ file: { name, hash }, asIcon = false }: { file: Artifact; asIcon?: boolean }) {
  const info = useQuery(api.system.info.queryOptions()).data
  const reveal = useMutation(api.objects.reveal.mutationOptions({ meta: { failed: words.notShown } }))
  if (info?.host !== 'desktop') return null
  const show = (): void => reveal.mutate({ hash })
  if (asIcon)
    return (
      <IconButton label={words.showNameInFolder(name)} onClick={show}>
        <FolderOpen aria-hidden="true" className="size-3.5" />
      </IconButton>
    )
  return (
    <Button onClick={show}>
      <FolderOpen aria-hidden="true" className="size-3.5" />
      {words.showInFolder}
    </Button>
  )
}
