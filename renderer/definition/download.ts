import { Download } from 'lucide-react'
import { attempt, client } from '../api/client.ts'
import type { Action } from '../ui/table/action.ts'
import { words } from './words.ts'

type Named = { id: string; name: string }

/** Gives a flow or a pipeline to the person as a file, with its tags, folder, owner and notes. */
export const downloadAction = (kind: 'flow' | 'pipeline', { id, name }: Named): Action => ({
  ...{ name: words.download, icon: Download },
  act: () => attempt(words.notDownloaded(name), () => (kind === 'flow' ? flowFile(id) : pipelineFile(id))),
})

async function flowFile(id: string): Promise<true> {
  const { withOrganization } = await import('../../shared/flow/organized-source.ts')
  const flow = await client.flows.get({ ref: id })
  const source = flow.version === null ? flow.draft : (await client.flows.version({ ref: id, version: flow.version })).source
  return save(`${flow.name}.yaml`, withOrganization(source, flow))
}

async function pipelineFile(id: string): Promise<true> {
  const { withOrganization } = await import('../../shared/pipeline/organized-source.ts')
  const pipeline = await client.pipelines.get({ ref: id })
  return save(`${pipeline.name}.toml`, withOrganization(pipeline.source, pipeline))
}

function save(name: string, text: string): true {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name.replace(/[/\\:*?"<>|\p{Cc}]+/gu, '-')
  link.click()
  URL.revokeObjectURL(url)
  return true
}
