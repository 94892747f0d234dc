import type { Example } from './example.ts'
import { script } from './script.ts'

const diskReport: Example = {
  id: 'disk-report',
  title: 'Disk report',
  kind: 'job',
  shows: 'Schedule',
  text: 'Prints the free disk space on weekdays at 09:00. If the computer is off at that time, the job runs once when it is back.',
  partsFor: (shell) => ({
    kind: 'job',
    job: { body: script(shell, { sh: 'df -h "$HOME"\n', powershell: 'Get-PSDrive -PSProvider FileSystem\n' }) },
    schedule: { timing: { kind: 'cron', expr: '0 9 * * 1-5' } },
  }),
}

const websiteCheck: Example = {
  id: 'website-check',
  title: 'Website check',
  kind: 'job',
  shows: 'Retries, alert',
  text: 'Checks every 15 minutes that a website answers, and alerts you after three failed attempts. Until you give an address, it checks a page that it writes itself.',
  partsFor: (shell) => ({
    kind: 'job',
    job: {
      params: { url: { type: 'string', title: 'Address', pattern: '(https?|file)://\\S+', description: 'Empty: a sample page' } },
      body: script(shell, {
        sh: `set -eu
url="\${LOCALFLOW_PARAM_URL:-}"
if [ -z "$url" ]; then
  printf '<title>Sample</title>\\n' > "$OUTPUT_DIR/sample.html"
  url="file://$OUTPUT_DIR/sample.html"
fi
curl --fail --silent --show-error --location --max-time 20 --output /dev/null \\
  --write-out 'Answered in %{time_total} s with %{size_download} bytes\\n' "$url"
`,
        powershell: `$ErrorActionPreference = 'Stop'
$url = $env:LOCALFLOW_PARAM_URL
if (-not $url) {
  $page = Join-Path $env:OUTPUT_DIR 'sample.html'
  Set-Content $page '<title>Sample</title>'
  $url = ([Uri]$page).AbsoluteUri
}
$watch = [Diagnostics.Stopwatch]::StartNew()
$content = (New-Object Net.WebClient).DownloadString($url)
Write-Output "Answered in $($watch.Elapsed.TotalSeconds) s with $($content.Length) characters"
`,
      }),
      retry: { maxAttempts: 3, backoff: { kind: 'fixed', delayMs: 20_000 } },
    },
    schedule: { timing: { kind: 'cron', expr: '*/15 * * * *' } },
  }),
}

const greeting: Example = {
  id: 'greeting',
  title: 'Greeting',
  kind: 'job',
  shows: 'Parameters',
  text: 'Prints a greeting from an environment variable of the job and a parameter of the run. To pass another name, run it with: lf run Greeting --name Ada',
  partsFor: (shell) => ({
    kind: 'job',
    job: {
      body: script(shell, {
        sh: 'echo "$GREETING, $LOCALFLOW_PARAM_NAME"\n',
        powershell: 'Write-Output "$env:GREETING, $env:LOCALFLOW_PARAM_NAME"\n',
      }),
      params: { name: { type: 'string', title: 'Name', default: 'world', max: 100 } },
      env: { GREETING: 'Hello' },
    },
  }),
}

const flakyDownload: Example = {
  id: 'flaky-download',
  title: 'Flaky download',
  kind: 'job',
  shows: 'Retries',
  text: 'Fails twice and succeeds at the third attempt, like a download from a busy server. LocalFlow waits longer before each attempt.',
  partsFor: (shell) => ({
    kind: 'job',
    job: {
      body: script(shell, {
        sh: [
          'echo "Attempt $LOCALFLOW_ATTEMPT"',
          'if [ "$LOCALFLOW_ATTEMPT" -lt 3 ]; then',
          '  echo "The server is busy" >&2',
          '  exit 1',
          'fi',
          'echo "Downloaded"\n',
        ].join('\n'),
        powershell: [
          'Write-Output "Attempt $env:LOCALFLOW_ATTEMPT"',
          'if ([int]$env:LOCALFLOW_ATTEMPT -lt 3) {',
          "  [Console]::Error.WriteLine('The server is busy')",
          '  exit 1',
          '}',
          "Write-Output 'Downloaded'\n",
        ].join('\n'),
      }),
      retry: { maxAttempts: 4, backoff: { kind: 'exponential', delayMs: 1_000 } },
    },
  }),
}

const newDownloads: Example = {
  id: 'new-downloads',
  title: 'New downloads',
  kind: 'job',
  shows: 'File trigger',
  text: 'Prints the name of each file that arrives in your Downloads folder. A run starts once the file has not changed for two seconds.',
  partsFor: (shell) => ({
    kind: 'job',
    job: {
      body: script(shell, {
        sh: 'if [ -n "$LOCALFLOW_PARAM_NAME" ]; then\n  echo "New file: $LOCALFLOW_PARAM_NAME"\nelse\n  echo "No new file: you started this run"\nfi\n',
        powershell: [
          'if ($env:LOCALFLOW_PARAM_NAME) { Write-Output "New file: $env:LOCALFLOW_PARAM_NAME" }',
          "else { Write-Output 'No new file: you started this run' }\n",
        ].join('\n'),
      }),
    },
    trigger: { on: { kind: 'files', path: '~/Downloads', changes: ['added'] } },
  }),
}

export const jobExamples: Example[] = [diskReport, websiteCheck, greeting, flakyDownload, newDownloads]
