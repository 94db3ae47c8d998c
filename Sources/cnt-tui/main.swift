print("cnt")
