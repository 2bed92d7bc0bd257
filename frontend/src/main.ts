import { mount } from 'svelte';
import App from './App.svelte';
import { startRouter } from './router';
import { watchInstall } from './state/install.svelte';
import { startApp } from './state/start';
import { registerWorker } from './state/worker';

const target = document.getElementById('app');
if (target) mount(App, { target });
startRouter();
watchInstall();
void startApp();
void registerWorker();
