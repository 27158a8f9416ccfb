// Name and contact for a booking, with the person's agreement. Whether a number is good is for the advisor to say.
// Event `contact`: {text}, the words that answer the advisor's question.
Component({
  data: { name: "", contact: "", agreed: false, problem: "" },
  methods: {
    /** @param {WechatMiniprogram.CustomEvent<{value: string}>} event */
    typeName(event) {
      this.setData({ name: event.detail.value });
    },
    /** @param {WechatMiniprogram.CustomEvent<{value: string}>} event */
    typeContact(event) {
      this.setData({ contact: event.detail.value });
    },
    agree() {
      this.setData({ agreed: !this.data.agreed, problem: "" });
    },
    submit() {
      const name = this.data.name.trim();
      const contact = this.data.contact.trim();
      if (!contact) {
        this.setData({ problem: "请填一个电话或微信号。" });
      } else if (!this.data.agreed) {
        this.setData({ problem: "请先勾选同意，我们才能把联系方式交给工作人员。" });
      } else {
        this.setData({ problem: "" });
        this.triggerEvent("contact", { text: name ? `${name}，${contact}` : contact });
      }
    },
  },
});
