const conversation = require("./services/conversation");

App({
  onLaunch() {
    conversation.recover();
    wx.onNetworkStatusChange(({ isConnected }) => isConnected && conversation.retryLost());
  },
});
