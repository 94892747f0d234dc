import { useQuery } from '@tanstack/react-query'
import { HardDrive, Unplug } from 'lucide-react'
import type { StorageTrouble, SystemInfo } from '../../shared/contract/system.ts'
import { api } from '../api/client.ts'
import { Banner } from '../ui/banner.tsx'

/** Says why nothing new begins, and what to do; goes by itself. */
export function TroubleBanner() {
  const { data: info } = useQuery(api.system.info.queryOptions())
  return (
    <div role="alert">
      {info?.storage && <Banner icon={HardDrive}>{textOf(info.storage, info)}</Banner>}
      {info?.runnerProblem && <Banner icon={Unplug}>{info.runnerProblem}</Banner>}
    </div>
  )
}

function textOf({ kind, message }: StorageTrouble, { dataFolder }: SystemInfo): string {
  const waits = `${message} New runs wait, those that run go on.`
  // Its message says how to go on.
  return kind === 'lost' ? waits : `${waits} ${waysOut[kind](dataFolder)} and LocalFlow goes on by itself.`
}

const waysOut: Record<Exclude<StorageTrouble['kind'], 'lost'>, (folder: string) => string> = {
  full: (folder) => `Free some space where ${folder} lies`,
  low: (folder) => `Free some space where ${folder} lies`,
  'read-only': (folder) => `Make the disk of ${folder} writable`,
  locked: () => 'Close that program',
  failing: (folder) => `Check the disk of ${folder}`,
}
