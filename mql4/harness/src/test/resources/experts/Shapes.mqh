interface Shape
  {
   double Area();
   string Name();
  };

class Square : public Shape
  {
protected:
   double            side;
public:
                     Square(double s);
                    ~Square() {}
   virtual double    Area() { return(side*side); }
   virtual string    Name();
  };

Square::Square(double s) { side=s; }

string Square::Name() { return("square of "+DoubleToString(side,0)); }
