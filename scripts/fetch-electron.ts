import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { download, type Patience } from './download.ts'
import { electronBinary } from './electron-binary.ts'
import { progressLine } from './progress-line.ts'

const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const ofElectron = createRequire(join(folder, 'package.json'))

type Downloader = { download(url: string, path: string): Promise<void> }
type ElectronGet = { downloadArtifact(details: Record<string, unknown>): Promise<string> }

const json = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>

/** Fetches Electron's binary, once, and says on the screen how far it is. Throws an error whose message says what went wrong. */
export async function fetchElectron(screen: NodeJS.WriteStream = process.stderr, patience?: Patience): Promise<void> {
  const { version = '' } = json('package.json')
  const label = `Fetching Electron ${version}`
  const downloader: Downloader = {
    async download(url, path) {
      screen.write(`${label} from ${new URL(url).host}. This happens once.\n`)
      await download(url, path, progressLine(label, screen), patience)
    },
  }
  const { downloadArtifact } = (await import(pathToFileURL(ofElectron.resolve('@electron/get')).href)) as ElectronGet
  await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: json('checksums.json'),
    cacheRoot: process.env['electron_config_cache'],
    downloader,
  })
  unpack()
}

/** Electron's own installer finds what was fetched in its cache, and unpacks it. */
function unpack(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'install.js')], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, npm_config_arch: process.arch },
  })
  if (status !== 0 || electronBinary() === null) throw new Error(stderr.split('\n')[0] || 'its installer failed')
}
