import { useQuery } from '@tanstack/react-query'
import { HardDrive, Unplug } from 'lucide-react'
import { api } from '../api/client.ts'
import { Banner } from '../ui/banner.tsx'
import { words } from './words.ts'

/** Says why nothing new begins, and what to do; goes by itself. */
export function TroubleBanner() {
  const { data: info } = useQuery(api.system.info.queryOptions())
  return (
    <div role="alert">
      {info?.storage && <Banner icon={HardDrive}>{words.trouble(info.storage, info.dataFolder)}</Banner>}
      {info?.runnerProblem && <Banner icon={Unplug}>{info.runnerProblem}</Banner>}
    </div>
  )
}
