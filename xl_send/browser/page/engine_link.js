// The page's end of the engine: a worker where the browser allows one from a file, else the page itself.

function lettersOfParts() {
  const parts = document.querySelectorAll('script[type="application/x-b64"]');
  return Object.fromEntries([...parts].map((part) => [part.id, part.textContent]));
}

function engineUrl() {
  const source = document.getElementById("engine").textContent;
  return URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
}

class EngineInWorker {
  constructor(tell, broken) {
    this.waiting = new Map();
    this.number = 0;
    this.worker = new Worker(engineUrl());
    this.ready = new Promise((started, failed) => {
      this.worker.onerror = (event) => {
        event.preventDefault();
        failed(new Error("no worker"));
      };
      this.worker.onmessage = ({ data }) => {
        if (data.tell) tell(data.tell);
        else if (data.ready) started();
        else if (data.broken) this.fail(data.broken, failed, broken);
        else {
          this.waiting.get(data.number)(data.answer);
          this.waiting.delete(data.number);
        }
      };
      this.worker.postMessage({ letters: lettersOfParts() });
    });
  }

  fail(text, failed, broken) {
    this.worker.terminate();
    failed(new Error(text));
    broken();
    for (const answered of this.waiting.values()) answered({ refused: LIMITS.broken });
    this.waiting.clear();
  }

  async ask(question, files) {
    await this.ready;
    this.number += 1;
    const { number } = this;
    return new Promise((answered) => {
      this.waiting.set(number, answered);
      this.worker.postMessage({ number, question, files }, files ? files.map((file) => file.bytes.buffer) : []);
    });
  }
}

class EngineInPage {
  constructor(tell) {
    this.turn = Promise.resolve();
    this.ready = import(engineUrl()).then(() => globalThis.startEngine(lettersOfParts(), tell, false));
  }

  // One question at a time: Python pauses within one, and must not be asked another meanwhile.
  ask(question, files) {
    const answered = this.turn.then(async () => (await this.ready).ask(question, files));
    this.turn = answered.catch(() => undefined);
    return answered.catch(() => ({ refused: LIMITS.broken }));
  }
}

async function openEngine(tell, broken) {
  try {
    const engine = new EngineInWorker(tell, broken);
    await engine.ready;
    return engine;
  } catch {
    const engine = new EngineInPage(tell);
    await engine.ready;
    return engine;
  }
}
