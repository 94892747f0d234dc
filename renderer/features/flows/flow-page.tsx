import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api, isMissing } from '../../api/client.ts'
import { words as tabWords } from '../../definition/words.ts'
import { EditorNotice } from '../../editor/editor-notice.tsx'
import { EditorMissing, EditorWaiting } from '../../editor/editor-waiting.tsx'
import { useInstance } from '../../editor/instance.ts'
import { FavoriteStar } from '../../favorites/favorite-star.tsx'
import { FlowEditorLater } from '../../flow-editor/later.tsx'
import type { Saving } from '../../flow-merge/use-autosave.ts'
import { TestDialog } from '../../flow-tests/test-dialog.tsx'
import { FlowTestPlace } from '../../flow-tests/test-place.ts'
import { useFlowTest } from '../../flow-tests/use-flow-test.ts'
import { folderWay } from '../../organize/folder-way.ts'
import { Crumbs } from '../../ui/crumbs.tsx'
import { HeaderActions } from '../../ui/header-actions.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { useTab } from '../../ui/tabs.tsx'
import { restoreFlow, runFlow } from './actions.ts'
import { flowHeader } from './flow-actions.ts'
import { FlowStrip } from './flow-strip.tsx'
import { type FlowParts, FlowTabs } from './flow-tabs.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { useFlowEditor } from './use-flow-editor.ts'
import { useOpenVersion } from './use-open-version.ts'
import { words } from './words.ts'

export function FlowPage({ id: encoded, parts }: { id: string; parts: FlowParts }) {
  const id = decodeURIComponent(encoded)
  const query = useQuery({ ...api.flows.get.queryOptions({ input: { ref: id } }), enabled: id !== 'new' })
  const instance = useInstance(id)
  if (id === 'new') return <FlowEditor key={instance} flow={null} isDeleted={false} parts={parts} />
  // A run names its flow, and a name may change while the page is open.
  if (query.data && query.data.id !== id) return <Redirect to={`/flows/${query.data.id}${location.search}`} replace />
  if (query.data) return <FlowEditor key={instance} flow={query.data} isDeleted={isMissing(query.error)} parts={parts} />
  const retry = () => void query.refetch()
  return (
    <EditorWaiting
      title={words.flow}
      kind="flow"
      error={query.error}
      retry={retry}
      restore={() => restoreFlow({ id, name: id })}
    />
  )
}

/** A flow by its tabs; its editor has the text, and beside it the drawing. */
function FlowEditor({ flow, isDeleted, parts }: { flow: FlowDetail | null; isDeleted: boolean; parts: FlowParts }) {
  const [, go] = useLocation()
  const asked = useSearch()
  const [isPublishing, setPublishing] = useState(false)
  const wantsStart = asked === 'start' && flow !== null && flow.version !== null
  useEffect(() => {
    if (!wantsStart) return
    go(`/flows/${flow.id}`, { replace: true })
    void runFlow(flow)
  }, [wantsStart, flow, go])
  // Links from before versions had a tab say `version`.
  const asksVersion = /(?:^|&)(?:v|version)=\d+(?:&|$)/.test(asked)
  const [askedTab, setTab] = useTab(tabWords.flowTabs, asksVersion ? 'versions' : 'overview')
  const tab = flow === null ? 'editor' : askedTab
  const { editor, flowText, saving, saved, keep, nameProblem } = useFlowEditor(flow, isDeleted)
  const { form, edit } = editor
  const test = useFlowTest(flow, flowText)
  useOpenVersion(flow, flowText.type)

  const publish = async () => {
    if (await saved()) setPublishing(true)
  }
  useKeys({
    save: () => void keep(),
    editBody: () => setTab('editor'),
    test: () => void (tab === 'editor' && test.test(test.node === null ? 'all' : 'node')),
    // In the editor, a stray letter must not start a real run.
    runJob: () => void (tab !== 'editor' && flow !== null && flow.version !== null && runFlow(flow)),
  })

  const canPublish = !flowText.problems.some(({ severity }) => severity === 'error')
  if (editor.isGone) return <EditorMissing title={words.flow} kind="flow" name={flow?.name ?? ''} restore={editor.restore} />
  return (
    <Page
      title={flow?.name ?? words.newFlow}
      heading={<Heading flow={flow} saving={saving} />}
      mark={flow && <FavoriteStar kind="flow" id={flow.id} name={flow.name} />}
      actions={
        <HeaderActions
          {...flowHeader(flow, {
            ...{ editor, saving, test, canPublish, keep },
            isEditing: tab === 'editor',
            onEdit: () => setTab('editor'),
            onPublish: publish,
            onRun: () => flow && void runFlow(flow),
            onDeleted: () => go('/flows'),
          })}
        />
      }
      notice={<EditorNotice editor={editor} />}
    >
      {flow && <FlowStrip flow={flow} />}
      <FlowTabs
        flow={flow}
        tab={tab}
        onTab={setTab}
        source={form.source}
        onRestore={flowText.type}
        onRun={() => flow && void runFlow(flow)}
        parts={parts}
        editor={
          <FlowTestPlace value={test}>
            <FlowEditorLater
              flow={flow}
              views={test.views}
              taken={test.taken}
              pins={test.pins}
              flowText={flowText}
              name={{ value: form.name, problem: nameProblem, form: editor.root, onChange: (name) => edit({ name }) }}
            />
          </FlowTestPlace>
        }
      />
      <TestDialog />
      {flow && isPublishing && <PublishDialog flow={flow} onClose={() => setPublishing(false)} />}
    </Page>
  )
}

const Heading = ({ flow, saving }: { flow: FlowDetail | null; saving: Saving }) => (
  <Crumbs
    way={[[words.title, '/flows'], ...folderWay('flow', flow?.folder)]}
    note={flow && (saving !== 'saved' || flow.hasDraft) && words.saving[saving]}
  >
    {flow?.name ?? words.newFlow}
  </Crumbs>
)
