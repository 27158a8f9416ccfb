"""How much the advisor is used: counts without text or sender; of the company, only its lifecycle stage. Free of Rasa and Django."""
