import type { Example, Shell } from './example.ts'

/** A script as the value of `code` in YAML, at the depth of a node's script. */
const block = (code: string): string => `|\n${code.replace(/^(?=.)/gm, '        ')}`

const node = (shell: Shell, code: Record<Shell, string>, more = ''): string => `    exec_type: shell
    script:
      cmd: ${shell}
      code: ${block(code[shell])}${more}`

const scriptThenNotify: Example = {
  id: 'script-then-notify',
  title: 'Script, then notify',
  kind: 'flow',
  shows: 'Actions',
  text: 'Runs a script and reports how it ended: one message after a success, another after a failure. Replace the messages with a request to ntfy, Slack or your own server.',
  partsFor: (shell) => ({
    kind: 'flow',
    source: `# To send the message, replace "done" and "failed" with requests:
# exec_type: request, request: { method: POST, url: https://ntfy.sh/your-topic, body: $input }
start: work
nodes:
  work:
    title: Do the work
${node(shell, { sh: 'echo "Copied 12 files"', powershell: 'Write-Output "Copied 12 files"' })}
    post: { output_key: report }
  done:
    title: Report the success
    prep: { input_key: $shared.report }
${node(shell, { sh: 'echo "Succeeded: $LOCALFLOW_INPUT"', powershell: 'Write-Output "Succeeded: $env:LOCALFLOW_INPUT"' })}
  failed:
    title: Report the failure
    prep: { input_key: $error.message }
${node(shell, { sh: 'echo "Failed: $LOCALFLOW_INPUT"', powershell: 'Write-Output "Failed: $env:LOCALFLOW_INPUT"' })}
edges:
  - { from: work, to: done }
  - { from: work, action: error, to: failed }
`,
  }),
}

const eachFile: Example = {
  id: 'each-file',
  title: 'Process every file in a folder',
  kind: 'flow',
  shows: 'Fan-out, parameters',
  text: 'Lists the files of a folder, processes four of them at a time, and prints a report. Until you choose a folder, it processes a small sample.',
  partsFor: (shell) => ({
    kind: 'flow',
    source: `# "list" prints the names as JSON; "process" runs once for each of them, with a log of its own.
params:
  folder: { type: folder, title: Folder, description: "Empty: a small sample" }
start: list
nodes:
  list:
    title: List the files
${node(
  shell,
  {
    sh: `set -eu
folder="\${LOCALFLOW_PARAM_FOLDER:-}"
if [ -z "$folder" ]; then
  folder="\${TMPDIR:-/tmp}/localflow-example-files"
  mkdir -p "$folder"
  for name in one two three; do date > "$folder/$name.txt"; done
fi
find "$folder" -maxdepth 1 -type f |
  sed 's/[\\\\"]/\\\\&/g; s/.*/"&"/' |
  { printf '['; paste -sd, - | tr -d '\\n'; printf ']'; }`,
    powershell: `$folder = $env:LOCALFLOW_PARAM_FOLDER
if (-not $folder) {
  $folder = Join-Path ([IO.Path]::GetTempPath()) 'localflow-example-files'
  New-Item -ItemType Directory -Force $folder | Out-Null
  foreach ($name in 'one', 'two', 'three') { Get-Date | Set-Content (Join-Path $folder "$name.txt") }
}
ConvertTo-Json -Compress @(Get-ChildItem $folder -File | ForEach-Object { $_.FullName })`,
  },
  '\n      output_mode: json',
)}
    post: { output_key: files }
  process:
    kind: foreach
    title: Process a file
    prep: { input_key: $shared.files }
${node(shell, {
  sh: `wc -c < "$LOCALFLOW_INPUT" | tr -d ' \\n'`,
  powershell: 'Write-Output (Get-Item $env:LOCALFLOW_INPUT).Length',
})}
    max_parallel: 4
    failure_strategy: collect_errors
    post: { output_key: sizes }
  report:
    title: Report the sizes
    prep: { input_map: { files: $shared.files, sizes: $shared.sizes } }
${node(shell, { sh: 'echo "$LOCALFLOW_INPUT"', powershell: 'Write-Output $env:LOCALFLOW_INPUT' })}
edges:
  - { from: list, to: process }
  - { from: process, to: report }
`,
  }),
}

const retryFallback: Example = {
  id: 'retry-fallback',
  title: 'Retry, then fall back',
  kind: 'flow',
  shows: 'Retry',
  text: 'Tries the first source three times and then takes the second. The first source of the sample always fails; replace it with your own.',
  partsFor: (shell) => ({
    kind: 'flow',
    source: `# A node fails once its last attempt has failed. Then the edge "error" is taken.
start: first
nodes:
  first:
    title: Ask the first source
${node(shell, {
  sh: 'echo "The first source does not answer" >&2; exit 1',
  powershell: '[Console]::Error.WriteLine("The first source does not answer"); exit 1',
})}
    retry: { max_attempts: 3, delay_ms: 500, backoff: exponential }
    post: { output_key: answer }
  second:
    title: Ask the second source
${node(shell, { sh: 'echo "The answer of the second source"', powershell: 'Write-Output "The answer of the second source"' })}
    post: { output_key: answer }
  use:
    title: Use the answer
    prep: { input_key: $shared.answer }
${node(shell, { sh: 'echo "Got: $LOCALFLOW_INPUT"', powershell: 'Write-Output "Got: $env:LOCALFLOW_INPUT"' })}
edges:
  - { from: first, to: use }
  - { from: first, action: error, to: second }
  - { from: second, to: use }
`,
  }),
}

const packing: Record<Shell, string> = {
  sh: `set -eu
place="\${TMPDIR:-/tmp}/localflow-example-nightly"
source="\${LOCALFLOW_PARAM_SOURCE:-}"
target="\${LOCALFLOW_PARAM_TARGET:-$place}"
mkdir -p "$target"
if [ -z "$source" ]; then
  source="$place/sample"
  mkdir -p "$source"
  date > "$source/written.txt"
fi
archive="$target/nightly-$(date +%Y%m%d-%H%M%S)-$$.tar.gz"
tar -czf "$archive.part" -C "$source" .
mv "$archive.part" "$archive"
printf '%s' "$archive"`,
  powershell: `$ErrorActionPreference = 'Stop'
$place = Join-Path ([IO.Path]::GetTempPath()) 'localflow-example-nightly'
$source = $env:LOCALFLOW_PARAM_SOURCE
$target = if ($env:LOCALFLOW_PARAM_TARGET) { $env:LOCALFLOW_PARAM_TARGET } else { $place }
New-Item -ItemType Directory -Force $target | Out-Null
if (-not $source) {
  $source = Join-Path $place 'sample'
  New-Item -ItemType Directory -Force $source | Out-Null
  Get-Date | Set-Content (Join-Path $source 'written.txt')
}
$archive = Join-Path $target "nightly-$(Get-Date -Format yyyyMMdd-HHmmss)-$PID.zip"
Compress-Archive -Path (Join-Path $source '*') -DestinationPath $archive
[Console]::Out.Write($archive)`,
}

const nightlyBackup: Example = {
  id: 'nightly-backup',
  title: 'Nightly backup with retention',
  kind: 'flow',
  shows: 'Parameters, schedule',
  text: 'Packs a folder every night, reads the archive back, and only then deletes old archives. Until you choose a folder, it packs a small sample.',
  partsFor: (shell) => ({
    kind: 'flow',
    schedule: { timing: { kind: 'cron', expr: '30 2 * * *' } },
    source: `# Old archives are deleted only if the new one can be read.
params:
  source: { type: folder, title: Folder, description: "What to back up. Empty: a small sample" }
  target: { type: folder, title: Backups, description: "Where archives go. Empty: a folder for temporary files" }
  keep: { type: integer, title: Archives to keep, default: 7, min: 1, max: 1000 }
start: pack
nodes:
  pack:
    title: Pack the folder
${node(shell, packing)}
    post: { output_key: archive }
  verify:
    title: Read the archive back
    prep: { input_key: $shared.archive }
${node(shell, {
  sh: 'tar -tzf "$LOCALFLOW_INPUT"',
  powershell: `Add-Type -Assembly System.IO.Compression.FileSystem
[IO.Compression.ZipFile]::OpenRead($env:LOCALFLOW_INPUT).Entries.FullName`,
})}
    attempt_timeout_ms: 3600000
  prune:
    title: Delete old archives
    prep: { input_key: $shared.archive }
${node(shell, {
  sh: `ls -1t "$(dirname "$LOCALFLOW_INPUT")"/nightly-*.tar.gz |
  tail -n +"$((LOCALFLOW_PARAM_KEEP + 1))" | while IFS= read -r old; do
  rm -- "$old"
  echo "Deleted $old"
done`,
  powershell: `Get-ChildItem (Split-Path $env:LOCALFLOW_INPUT) -Filter 'nightly-*.zip' | Sort-Object LastWriteTime -Descending |
  Select-Object -Skip ([int]$env:LOCALFLOW_PARAM_KEEP) | ForEach-Object {
    Remove-Item $_.FullName
    Write-Output "Deleted $($_.FullName)"
  }`,
})}
edges:
  - { from: pack, to: verify }
  - { from: verify, to: prune }
`,
  }),
}

/** Common shapes of flows, to be filled in. */
export const flowShapes: Example[] = [scriptThenNotify, eachFile, retryFallback, nightlyBackup]
