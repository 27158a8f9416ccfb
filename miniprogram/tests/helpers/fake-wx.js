// The parts of `wx` that the mini-program uses, behaving as WeChat documents them: callbacks come later and never twice, storage
// holds copies and answers "" for nothing, a status of 401 or 500 is a success of the request, a reply that is no JSON is a string.

const copy = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
const later = (act) => setTimeout(act, 0);

class FakeWx {
  constructor() {
    this.reset();
  }

  reset() {
    this.stored = new Map();
    this.full = false;
    this.requests = [];
    this.downloads = [];
    this.calls = [];
    this.toasts = [];
    this.tabs = [];
    this.clipboard = "";
    this.agreesToPrivacy = true;
    this.agreesToModal = true;
    this.subscribeAnswer = "accept";
    this.subscribeAsked = [];
    this.loginFails = false;
    this.logins = 0;
    this.server = () => ({ statusCode: 404, data: "" });
    this.networkListeners = [];
  }

  /** `server(path, data, header)` answers {statusCode, data}, "down" for no network, or a promise of these. */
  request = ({ url, method, data, header, timeout, success, fail }) => {
    const path = url.replace("http://127.0.0.1:5005/webhooks/web/", "");
    const request = { url, path, method, data: copy(data), header, timeout };
    this.requests.push(request);
    later(async () => {
      const answer = await this.server(path, request.data, header);
      if (answer === "down") fail({ errMsg: "request:fail timeout", errno: 5 });
      else success({ statusCode: answer.statusCode, data: copy(answer.data), header: {}, errMsg: "request:ok" });
    });
  };

  login = ({ success, fail }) => {
    this.logins += 1;
    const code = `code-${this.logins}`;
    later(() => (this.loginFails ? fail({ errMsg: "login:fail" }) : success({ code, errMsg: "login:ok" })));
  };

  getStorageSync = (key) => (this.stored.has(key) ? copy(this.stored.get(key)) : "");
  setStorageSync = (key, value) => {
    if (this.full) throw new Error("setStorageSync:fail exceed storage max size 10Mb");
    this.stored.set(key, copy(value));
  };
  removeStorageSync = (key) => this.stored.delete(key);

  getAccountInfoSync = () => ({ miniProgram: { appId: "touristappid", envVersion: "develop", version: "" } });
  onNetworkStatusChange = (listener) => this.networkListeners.push(listener);
  requirePrivacyAuthorize = ({ success, fail }) => later(this.agreesToPrivacy ? success : () => fail({ errno: 104 }));
  setClipboardData = ({ data, success }) => {
    this.clipboard = data;
    later(success);
  };
  makePhoneCall = ({ phoneNumber }) => this.calls.push(phoneNumber);
  showToast = ({ title }) => this.toasts.push(title);
  showModal = ({ success }) => later(() => success({ confirm: this.agreesToModal, cancel: !this.agreesToModal }));
  switchTab = ({ url }) => this.tabs.push(url);
  requestSubscribeMessage = ({ tmplIds, success, fail }) => {
    this.subscribeAsked.push(tmplIds);
    if (this.subscribeAnswer === "off") later(() => fail({ errCode: 20004 }));
    else later(() => success({ errMsg: "ok", [tmplIds[0]]: this.subscribeAnswer }));
  };
  downloadFile = ({ url, success }) => {
    this.downloads.push(url);
    later(() => success({ statusCode: 200, tempFilePath: "tmp/plan.docx" }));
  };
  openDocument = ({ filePath, success }) => {
    this.opened = filePath;
    later(success);
  };
  getSystemInfoSync = () => ({ SDKVersion: "3.3.0", platform: "devtools", windowWidth: 375, windowHeight: 667 });
  getAppBaseInfo = () => ({ SDKVersion: "3.3.0", theme: "light" });
  getDeviceInfo = () => ({ platform: "devtools" });
  getWindowInfo = () => ({ windowWidth: 375, windowHeight: 667, pixelRatio: 2 });
}

module.exports = { FakeWx };
