import { spawn } from 'node:child_process';

/** Server and dashboard for development: both follow the sources; open the address that Vite prints. */
const environment = {
  ...process.env,
  ALLOWED_ORIGINS: 'http://localhost:5173,http://127.0.0.1:5173',
};
const processes = [
  spawn('npx', ['tsx', 'watch', 'server/main.ts'], { stdio: 'inherit', env: environment }),
  spawn('npx', ['vite'], { stdio: 'inherit' }),
];
for (const child of processes) {
  child.on('exit', (code) => {
    for (const other of processes) other.kill();
    process.exitCode = code ?? 0;
  });
}
