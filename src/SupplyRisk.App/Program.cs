Console.WriteLine("supplyrisk");
