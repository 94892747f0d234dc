import { useQuery } from '@tanstack/react-query'
import { Copy, Ellipsis, Play, Trash2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { knownFields } from '../../../shared/pipeline/manifest.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { api, client } from '../../api/client.ts'
import { NewerVersion } from '../../conflict/newer-version.tsx'
import { EditorWaiting } from '../../editor-waiting.tsx'
import { SourceForm } from '../../source-editor/source-form.tsx'
import { type Source, useSource } from '../../source-editor/use-source.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { removePipeline } from './actions.ts'
import { PipelineSide } from './pipeline-side.tsx'
import { RunDialog } from './run-dialog.tsx'
import { starter } from './starter.ts'

const words = [...new Set([...Object.values(knownFields).flat(), 'OUTPUT_DIR', 'INPUT_FILE', 'INPUT_NAME'])].sort()
const queryKey = api.pipelines.key()

export function PipelinePage({ id: encoded }: { id: string }) {
  const id = decodeURIComponent(encoded)
  const query = useQuery({ ...api.pipelines.get.queryOptions({ input: { ref: id } }), enabled: id !== 'new' })
  if (id === 'new') return <PipelineEditor pipeline={null} />
  if (query.data) return <PipelineEditor pipeline={query.data} />
  return <EditorWaiting title="Pipeline" error={query.error} what="This pipeline" retry={() => void query.refetch()} />
}

const create = (written: Source) => client.pipelines.create(written)
const update = (id: string, written: Source, expected: { expectedUpdatedAt?: number }) =>
  client.pipelines.update({ ref: id, ...written, ...expected })
const newest = (id: string) => client.pipelines.get({ ref: id })

/** A manifest as text, and beside it its steps. */
function PipelineEditor({ pipeline }: { pipeline: PipelineDetail | null }) {
  const [, go] = useLocation()
  const [running, setRunning] = useState(false)
  const editing = useSource({
    noun: 'pipeline',
    stored: pipeline,
    starter,
    queryKey,
    create,
    update,
    newest,
  })
  const { form, isChanged, isOutdated, discard, busy, save } = editing
  const source = useDebounced(form.source)
  const { manifest, problems } = useMemo(() => readManifest(source), [source])
  const isOfFile = pipeline !== null && pipeline.path !== null

  const saveNow = useCallback(() => void save().then((by) => by === 'mine' && toast('Pipeline saved')), [save])
  const run = async () => {
    if (!isChanged || (await save())) setRunning(true)
  }
  const duplicate = async () => {
    if (!pipeline) return
    try {
      const { id } = await client.pipelines.duplicate({ ref: pipeline.id })
      go(`/pipelines/${id}`)
    } catch (error) {
      toastError('It was not copied', error)
    }
  }
  useKeys({ save: saveNow })

  return (
    <Page
      title={pipeline?.name ?? 'New pipeline'}
      heading={<Crumbs way={[['Pipelines', '/pipelines']]}>{pipeline?.name ?? 'New pipeline'}</Crumbs>}
      actions={
        <>
          {isOutdated && <NewerVersion onCompare={() => void save(true)} />}
          {isChanged && pipeline && (
            <Button look="quiet" onClick={discard}>
              Discard
            </Button>
          )}
          <Button disabled={busy || !isChanged} onClick={saveNow}>
            Save
          </Button>
          {pipeline && (
            <>
              <Button
                look="primary"
                disabled={busy || problems.some(({ severity }) => severity === 'error')}
                onClick={() => void run()}
              >
                <Play aria-hidden="true" className="size-3.5" />
                Run
              </Button>
              <Menu
                trigger={
                  <IconButton label="More">
                    <Ellipsis aria-hidden="true" className="size-4" />
                  </IconButton>
                }
              >
                <MenuItem onSelect={() => void duplicate()}>
                  <Copy aria-hidden="true" className="size-3.5" />
                  Duplicate
                </MenuItem>
                <MenuItem onSelect={() => void removePipeline(pipeline).then((removed) => removed && go('/pipelines'))}>
                  <Trash2 aria-hidden="true" className="size-3.5" />
                  Delete
                </MenuItem>
              </Menu>
            </>
          )}
        </>
      }
    >
      {isOfFile && (
        <p className="border-b border-rule px-4 py-1.5 text-sm text-ink-2">
          Read from <code className="font-mono">{pipeline.path}</code> whenever it runs: edit it there, or{' '}
          <button type="button" className="underline" onClick={() => void duplicate()}>
            make a copy here
          </button>
          .
        </p>
      )}
      <SourceForm
        editing={editing}
        noun="pipeline"
        label="Manifest"
        language="toml"
        completions={words}
        problems={problems}
        readOnly={isOfFile}
      >
        <PipelineSide pipeline={pipeline} manifest={manifest} />
      </SourceForm>
      {pipeline && running && <RunDialog pipeline={pipeline} onClose={() => setRunning(false)} />}
    </Page>
  )
}
