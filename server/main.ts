// The only side effects: read the configuration, listen, say where to look, close.
import { flushCompileCache } from 'node:module';
import { keepCompiled, readConfig, USAGE } from './config.ts';

keepCompiled();

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2));
  // Imported only now, because what is imported above is compiled before anything runs.
  const { buildApp } = await import('./app.ts');
  const app = await buildApp(config, (line) => console.log(`  ${line}`));
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('cordon: while stopping:', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const address = await app.http.listen({ host: config.host, port: config.port });
  console.log(`\nCordon ${config.isDemo ? '演示 / demonstration' : ''} at ${address}`);
  for (const line of app.lines) console.log(`  ${line}`);
  console.log(`  doors: ${address}/  ${address}/desk  ${address}/wall  ${address}/field   API: ${address}/api/docs`);
  console.log(`  data: ${config.dir}\n`);
  flushCompileCache(); // a process that is killed would not write it
}

// A bug must end the process, not limp on: the log is the truth and a restart folds it again.
process.on('uncaughtException', (error) => {
  console.error('cordon: fatal:', error);
  process.exit(1);
});
process.on('unhandledRejection', (error) => {
  console.error('cordon: fatal:', error);
  process.exit(1);
});

main().catch((error: unknown) => {
  console.error(`cordon: ${error instanceof Error ? error.message : String(error)}`);
  console.error(USAGE);
  process.exit(1);
});
