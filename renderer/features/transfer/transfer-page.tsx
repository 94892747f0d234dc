import { useSearchParams } from 'wouter'
import { Chip } from '../../ui/chip.tsx'
import { Page } from '../../ui/page.tsx'
import { ExportView } from './export-view.tsx'
import { ImportView } from './import-view.tsx'

/** From other schedulers, and back to them. */
export function TransferPage() {
  const [params, setParams] = useSearchParams()
  const isExport = params.get('view') === 'export'
  return (
    <Page
      title="Import and export"
      actions={
        <div role="group" aria-label="View" className="flex gap-1">
          <Chip on={!isExport} onClick={() => setParams({})}>
            Import
          </Chip>
          <Chip on={isExport} onClick={() => setParams({ view: 'export' })}>
            Export to crontab
          </Chip>
        </div>
      }
    >
      <div className="min-h-0 flex-1 overflow-auto">{isExport ? <ExportView /> : <ImportView />}</div>
    </Page>
  )
}
